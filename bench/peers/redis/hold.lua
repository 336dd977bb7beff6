-- KEYS: idempotency record, departure, active holds by expiry, active holds by customer, hold
-- ARGV: body hash, trace id, hold id, seats, customer, expires_at in ms, answer, principal, departure id
-- Returns { status, text, replayed }. The prelude (claim, settle) stands before this text.
local recorded = claim(KEYS[1], ARGV[1])
if recorded then return recorded end

local departure = redis.call('HMGET', KEYS[2], 'capacity', 'held', 'sold')
if not departure[1] then return { 404, '', 0 } end
local held = tonumber(departure[2]) - settle(KEYS[2], KEYS[3], KEYS[4])
local seats = tonumber(ARGV[4])

local other = redis.call('HGET', KEYS[4], ARGV[5])
if other then return decide(KEYS[1], ARGV[1], 409, 'HOLD_CONFLICT|' .. other .. '|' .. ARGV[2]) end
local left = tonumber(departure[1]) - held - tonumber(departure[3])
if left < seats then return decide(KEYS[1], ARGV[1], 409, 'FULL|' .. left .. '|' .. ARGV[2]) end

redis.call('HINCRBY', KEYS[2], 'held', seats)
redis.call('ZADD', KEYS[3], ARGV[6], ARGV[3])
redis.call('HSET', KEYS[4], ARGV[5], ARGV[3])
redis.call('HSET', KEYS[5], 'departure', ARGV[9], 'principal', ARGV[8], 'customer', ARGV[5], 'seats', seats,
  'status', 'ACTIVE', 'expires_at', ARGV[6])
return decide(KEYS[1], ARGV[1], 200, ARGV[7])
