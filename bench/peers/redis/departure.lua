-- KEYS: departure, active holds by expiry. Answers as if settled, and writes nothing.
local facts = redis.call('HMGET', KEYS[1], 'tour', 'starts_at', 'capacity', 'held', 'sold')
if not facts[1] then return nil end
local clock = redis.call('TIME')
local due = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', clock[1] * 1000 + math.floor(clock[2] / 1000))
local held = tonumber(facts[4])
for _, id in ipairs(due) do held = held - tonumber(redis.call('HGET', 'hold:' .. id, 'seats')) end
return { facts[1], facts[2], tonumber(facts[3]), tonumber(facts[3]) - held - tonumber(facts[5]) }
