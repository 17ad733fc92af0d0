-- What a fleet keeps in Redis, below the prefix ARGV[1]:
--   stamp     rises with every change
--   entries   hash: key to number, time and text, with tabs between
--   brief     hash: the same for what is kept for a while, with its end after the time
--   live      sorted set: members by their last sign of life
--   cards     hash: member to what it says of itself
--   of:M      set: the breakers that member M has
--   has:B     set: the members that have breaker B
--   trips:B   sorted set: the members that have reported a trip of B, by time
--   quiet:B   there while reports of B belong to those that were just taken
-- Times are milliseconds, by the clock of Redis.
local prefix, channel = ARGV[1], ARGV[2]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local year2026 = 1767225600000

local function at(name) return prefix .. name end
local function whole(number) return string.format('%.0f', number) end
local function number(text) return tonumber(text or '0') or 0 end
local function numberof(value) return number(string.match(value or '', '^(%d+)\t')) end

local function advance(above)
  local before = number(redis.call('GET', KEYS[1]))
  local stamp = math.max(before, above, now - year2026) + 1
  redis.call('SET', KEYS[1], whole(stamp))
  return before, stamp
end

local function publish(before, stamp, number, time, key, text, how)
  local message = {whole(before), whole(stamp), whole(number), whole(time), key, text}
  return (how or redis.call)('PUBLISH', channel, table.concat(message, '\t'))
end

local function isfull(key, most)
  return redis.call('HEXISTS', at('entries'), key) == 0 and redis.call('HLEN', at('entries')) >= most
end

local function forget(member)
  for _, breaker in ipairs(redis.call('SMEMBERS', at('of:' .. member))) do
    redis.call('SREM', at('has:' .. breaker), member)
    redis.call('ZREM', at('trips:' .. breaker), member)
  end
  redis.call('DEL', at('of:' .. member))
  redis.call('HDEL', at('cards'), member)
  redis.call('ZREM', at('live'), member)
end

local function bury(life, most)
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', at('live'), '-inf', whole(now - life), 'LIMIT', 0, most)) do
    forget(member)
  end
end

local function keepbriefly(key, number, text, millis)
  redis.call('HSET', at('brief'), key, table.concat({whole(number), whole(now), whole(now + millis), text}, '\t'))
  if redis.call('PTTL', at('brief')) < millis then
    redis.call('PEXPIRE', at('brief'), whole(millis))
  end
end

local function beat()
  local member, card, life, made = ARGV[3], ARGV[4], number(ARGV[5]), number(ARGV[6])
  bury(life, 10)
  local isnew = redis.call('ZADD', at('live'), whole(now), member)
  redis.call('HSET', at('cards'), member, card)
  for i = 7, 6 + made do
    redis.call('SADD', at('has:' .. ARGV[i]), member)
    redis.call('SADD', at('of:' .. member), ARGV[i])
  end
  for i = 7 + made, #ARGV do
    redis.call('SREM', at('has:' .. ARGV[i]), member)
    redis.call('ZREM', at('trips:' .. ARGV[i]), member)
    redis.call('SREM', at('of:' .. member), ARGV[i])
  end
  return {now, number(redis.call('GET', KEYS[1])), isnew}
end

local function write()
  local key, text, millis, above, most = ARGV[3], ARGV[4], number(ARGV[5]), number(ARGV[6]), number(ARGV[7])
  if millis == -1 and isfull(key, most) then
    if not ARGV[8] or numberof(redis.call('HGET', at('entries'), ARGV[8])) ~= number(ARGV[9]) then
      return {}
    end
    redis.call('HDEL', at('entries'), ARGV[8])
  end
  local before, stamp = advance(above)
  if millis == -1 then
    redis.call('HSET', at('entries'), key, table.concat({whole(stamp), whole(now), text}, '\t'))
  elseif millis > 0 then
    keepbriefly(key, stamp, text, millis)
  end
  if millis == 0 then
    publish(before, stamp, stamp, now, key, text)
  else
    -- What is kept stays kept whatever follows: that is no refusal.
    local told = publish(before, stamp, stamp, now, key, text, redis.pcall)
    if type(told) == 'table' and told.err then
      return redis.error_reply('UNSENT it is kept, and could not be published: ' .. told.err)
    end
  end
  return {before, stamp, now}
end

local function read()
  local all = {now, number(redis.call('GET', KEYS[1]))}
  for _, part in ipairs(redis.call('HGETALL', at('entries'))) do
    all[#all + 1] = part
  end
  local brief = redis.call('HGETALL', at('brief'))
  for i = 1, #brief, 2 do
    local number, time, until_, text = string.match(brief[i + 1], '^(%d+)\t(%d+)\t(%d+)\t(.*)$')
    if number and tonumber(until_) > now then
      all[#all + 1] = brief[i]
      all[#all + 1] = table.concat({number, time, text}, '\t')
    else
      redis.call('HDEL', at('brief'), brief[i])
    end
  end
  return all
end

local function tell()
  for i = 4, #ARGV, 4 do
    local key, told = ARGV[i], number(ARGV[i + 1])
    if told > numberof(redis.call('HGET', at('entries'), key)) and not isfull(key, number(ARGV[3])) then
      redis.call('HSET', at('entries'), key, table.concat({ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]}, '\t'))
      local before, stamp = advance(told)
      publish(before, stamp, told, number(ARGV[i + 2]), key, ARGV[i + 3])
    end
  end
  return 0
end

local function members()
  local all = {now}
  local live = redis.call('ZRANGEBYSCORE', at('live'), whole(now - number(ARGV[3]) + 1), '+inf', 'WITHSCORES')
  for i = 1, #live, 2 do
    local card = redis.call('HGET', at('cards'), live[i])
    if card then
      all[#all + 1] = live[i]
      all[#all + 1] = whole(math.max(0, now - number(live[i + 1])))
      all[#all + 1] = card
    end
  end
  return all
end

local function counted(breaker, since, within)
  return redis.call('ZCOUNT', at('trips:' .. breaker), whole(math.max(since, now - within)), '+inf')
end

-- How many reports count of members that have given a sign of life in so many milliseconds, or since a member's own.
local function confirmed(member, breaker, since, within, lately)
  local reports = redis.call('ZRANGEBYSCORE', at('trips:' .. breaker), whole(math.max(since, now - within)), '+inf',
      'WITHSCORES')
  local from = now - lately
  for i = 1, #reports, 2 do
    if reports[i] == member then
      from = math.min(from, number(reports[i + 1]))
    end
  end
  local alive, count = {}, 0
  for _, each in ipairs(redis.call('ZRANGEBYSCORE', at('live'), whole(from), '+inf')) do
    alive[each] = true
  end
  for i = 1, #reports, 2 do
    count = count + (alive[reports[i]] and 1 or 0)
  end
  return count
end

local function report()
  local member, breaker, since, within = ARGV[3], ARGV[4], number(ARGV[5]), number(ARGV[6])
  bury(number(ARGV[7]), 1000)
  redis.call('SADD', at('has:' .. breaker), member)
  redis.call('SADD', at('of:' .. member), breaker)
  local reports = 0
  if redis.call('EXISTS', at('quiet:' .. breaker)) == 0 then
    redis.call('ZADD', at('trips:' .. breaker), whole(now), member)
    redis.call('PEXPIRE', at('trips:' .. breaker), whole(within))
    reports = counted(breaker, since, within)
  end
  return {reports, redis.call('SCARD', at('has:' .. breaker))}
end

local function take()
  local member, breaker, since, within, fewest = ARGV[3], ARGV[4], number(ARGV[5]), number(ARGV[6]), number(ARGV[7])
  bury(number(ARGV[11]), 1000)
  if redis.call('EXISTS', at('quiet:' .. breaker)) == 1
      or confirmed(member, breaker, since, within, number(ARGV[12])) < fewest then
    return 0
  end
  redis.call('DEL', at('trips:' .. breaker))
  redis.call('SET', at('quiet:' .. breaker), '1', 'PX', ARGV[10])
  local before, stamp = advance(0)
  keepbriefly(ARGV[8], stamp, ARGV[9], within)
  publish(before, stamp, stamp, now, ARGV[8], ARGV[9])
  return 1
end

local function leave()
  forget(ARGV[3])
  return 0
end
