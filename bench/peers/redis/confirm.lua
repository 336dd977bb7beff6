-- KEYS: idempotency record, hold, booking
-- ARGV: body hash, trace id, hold id, booking id, code, created_at, principal
-- Returns { status, text, replayed }. The departure is known only from the hold, so its keys are made here: this
-- peer runs on one Redis server, as one hot departure would.
local hold = redis.call('HMGET', KEYS[2], 'departure', 'principal', 'customer', 'seats', 'status')
if hold[2] ~= ARGV[7] then return { 404, '', 0 } end
local recorded = claim(KEYS[1], ARGV[1])
if recorded then return recorded end

local departure = 'departure:' .. hold[1]
local due, customers = 'due:' .. hold[1], 'customers:' .. hold[1] .. ':' .. ARGV[7]
settle(departure, due, customers)
local state = redis.call('HMGET', KEYS[2], 'status', 'booking')
if state[1] == 'CONFIRMED' then return decide(KEYS[1], ARGV[1], 409, 'HOLD_CONFIRMED|' .. state[2] .. '|' .. ARGV[2]) end
if state[1] ~= 'ACTIVE' then return decide(KEYS[1], ARGV[1], 409, 'HOLD_EXPIRED|' .. ARGV[3] .. '|' .. ARGV[2]) end

redis.call('HINCRBY', departure, 'held', -hold[4])
redis.call('HINCRBY', departure, 'sold', hold[4])
redis.call('ZREM', due, ARGV[3])
redis.call('HDEL', customers, hold[3])
redis.call('HSET', KEYS[2], 'status', 'CONFIRMED', 'booking', ARGV[4])
redis.call('HSET', KEYS[3], 'hold', ARGV[3], 'code', ARGV[5], 'seats', hold[4], 'status', 'CONFIRMED', 'created_at', ARGV[6])
local answer = '{"id":"' .. ARGV[4] .. '","hold_id":"' .. ARGV[3] .. '","code":"' .. ARGV[5] .. '","seats":' .. hold[4]
  .. ',"customer_ref":' .. cjson.encode(hold[3]) .. ',"status":"CONFIRMED","created_at":"' .. ARGV[6] .. '"}'
return decide(KEYS[1], ARGV[1], 200, answer)
