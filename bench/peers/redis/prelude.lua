-- Stands before each command. A record of a key is 'hash|status|text' and lives for 24 hours.
local KEY_SECONDS = 86400

local function claim(record_key, body_hash)
  local record = redis.call('GET', record_key)
  if not record then return nil end
  local stored_hash, status, text = string.match(record, '^(%x+)|(%d+)|(.*)$')
  if stored_hash ~= body_hash then return { 422, '', 0 } end
  return { tonumber(status), text, 1 }
end

local function decide(record_key, body_hash, status, text)
  redis.call('SET', record_key, body_hash .. '|' .. status .. '|' .. text, 'EX', KEY_SECONDS)
  return { status, text, 0 }
end

-- Frees what is due; returns the places freed.
local function settle(departure, due, customers)
  local clock = redis.call('TIME')
  local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
  local expired = redis.call('ZRANGEBYSCORE', due, '-inf', now)
  local freed = 0
  for _, id in ipairs(expired) do
    local hold = redis.call('HMGET', 'hold:' .. id, 'seats', 'customer')
    freed = freed + tonumber(hold[1])
    redis.call('HSET', 'hold:' .. id, 'status', 'EXPIRED')
    redis.call('HDEL', customers, hold[2])
    redis.call('ZREM', due, id)
  end
  if freed > 0 then redis.call('HINCRBY', departure, 'held', -freed) end
  return freed
end

