-- The PostgreSQL peer: one call of one function is one transaction and one round trip.
-- No foreign keys: each would lock the departure's row once more for every hold, and the functions keep the rule.

CREATE TABLE departures (
  id text PRIMARY KEY,
  tour_id text NOT NULL,
  starts_at timestamptz NOT NULL,
  capacity integer NOT NULL,
  held integer NOT NULL DEFAULT 0 CHECK (held >= 0),
  sold integer NOT NULL DEFAULT 0 CHECK (sold >= 0),
  CHECK (held + sold <= capacity)
) WITH (fillfactor = 10); -- room for many versions of a hot row on its page

CREATE TABLE holds (
  id text PRIMARY KEY,
  departure_id text NOT NULL,
  principal text NOT NULL,
  customer_ref text NOT NULL,
  seats smallint NOT NULL CHECK (seats > 0),
  status text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL
);
-- The customer comes first, so that the planner cannot take this index for "what is due on this departure": that plan
-- reads every hold of the departure, and was seen to take the peer from 2,700 holds a second to 125.
CREATE UNIQUE INDEX holds_one_active ON holds (customer_ref, departure_id, principal) WHERE status = 'ACTIVE';
CREATE INDEX holds_due ON holds (departure_id, expires_at) WHERE status = 'ACTIVE';

CREATE TABLE bookings (
  id text PRIMARY KEY,
  hold_id text NOT NULL UNIQUE,
  departure_id text NOT NULL,
  principal text NOT NULL,
  code text NOT NULL UNIQUE,
  seats smallint NOT NULL,
  customer_ref text NOT NULL,
  status text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE idempotency (
  principal text NOT NULL,
  method text NOT NULL,
  key text NOT NULL,
  body_hash bytea NOT NULL,
  status smallint NOT NULL,
  answer text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (principal, method, key)
);

-- Frees what is due on a departure. The caller holds the departure's lock.
CREATE FUNCTION settle_departure(p_departure text, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  freed integer;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM holds WHERE departure_id = p_departure AND status = 'ACTIVE' AND expires_at <= p_now) THEN
    RETURN;
  END IF;
  WITH due AS (
    UPDATE holds SET status = 'EXPIRED'
    WHERE departure_id = p_departure AND status = 'ACTIVE' AND expires_at <= p_now
    RETURNING seats
  )
  SELECT sum(seats) INTO freed FROM due;
  UPDATE departures SET held = held - freed WHERE id = p_departure;
END $$;

-- Claims a key before the departure's lock is taken, so that this part of the work is not serialised. A twin in
-- flight waits here on the unique index and then reads what the first one stored. True when the key is new.
CREATE FUNCTION claim_key(
  p_principal text, p_method text, p_key text, p_body_hash bytea, p_answer text,
  OUT claimed boolean, OUT status smallint, OUT answer text
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  stored record;
BEGIN
  INSERT INTO idempotency AS known (principal, method, key, body_hash, status, answer, created_at)
  VALUES (p_principal, p_method, p_key, p_body_hash, 200, p_answer, clock_timestamp())
  ON CONFLICT (principal, method, key) DO UPDATE
    SET body_hash = excluded.body_hash, status = 200, answer = excluded.answer, created_at = excluded.created_at
    WHERE known.created_at < excluded.created_at - interval '24 hours';
  claimed := FOUND;
  IF claimed THEN
    RETURN;
  END IF;
  SELECT i.body_hash, i.status, i.answer INTO stored FROM idempotency i
  WHERE i.principal = p_principal AND i.method = p_method AND i.key = p_key;
  IF stored.body_hash = p_body_hash THEN
    status := stored.status;
    answer := stored.answer;
  ELSE
    status := 422;
    answer := '';
  END IF;
END $$;

-- Stores the refusal under the key that was claimed as done.
CREATE FUNCTION refuse(p_principal text, p_method text, p_key text, p_text text) RETURNS void LANGUAGE sql AS $$
  UPDATE idempotency SET status = 409, answer = p_text
  WHERE principal = p_principal AND method = p_method AND key = p_key;
$$;

CREATE FUNCTION hold_places(
  p_principal text, p_key text, p_body_hash bytea, p_trace text, p_departure text, p_hold text,
  p_seats integer, p_customer text, p_expires_at_ms double precision, p_answer text,
  OUT status smallint, OUT answer text, OUT replayed boolean
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  claim record;
  decided_at timestamptz;
  other_hold text;
  places_left integer;
BEGIN
  claim := claim_key(p_principal, 'booking/hold', p_key, p_body_hash, p_answer);
  replayed := NOT claim.claimed;
  IF replayed THEN
    status := claim.status;
    answer := claim.answer;
    RETURN;
  END IF;

  PERFORM pg_advisory_xact_lock(hashtextextended(p_departure, 0));
  decided_at := clock_timestamp();
  PERFORM settle_departure(p_departure, decided_at);

  UPDATE departures SET held = held + p_seats WHERE id = p_departure AND capacity - held - sold >= p_seats;
  IF FOUND THEN
    INSERT INTO holds (id, departure_id, principal, customer_ref, seats, status, expires_at, created_at)
    VALUES (p_hold, p_departure, p_principal, p_customer, p_seats, 'ACTIVE', to_timestamp(p_expires_at_ms / 1000), decided_at)
    ON CONFLICT (customer_ref, departure_id, principal) WHERE status = 'ACTIVE' DO NOTHING;
    IF FOUND THEN
      status := 200;
      answer := p_answer;
      RETURN;
    END IF;
    UPDATE departures SET held = held - p_seats WHERE id = p_departure;
  END IF;

  SELECT capacity - held - sold INTO places_left FROM departures WHERE id = p_departure;
  IF NOT FOUND THEN
    DELETE FROM idempotency i WHERE i.principal = p_principal AND i.method = 'booking/hold' AND i.key = p_key;
    status := 404;
    answer := '';
    RETURN;
  END IF;
  SELECT h.id INTO other_hold FROM holds h
  WHERE h.departure_id = p_departure AND h.principal = p_principal AND h.customer_ref = p_customer AND h.status = 'ACTIVE';
  status := 409;
  answer := CASE WHEN FOUND THEN 'HOLD_CONFLICT|' || other_hold ELSE 'FULL|' || places_left END || '|' || p_trace;
  PERFORM refuse(p_principal, 'booking/hold', p_key, answer);
END $$;

CREATE FUNCTION confirm_hold(
  p_principal text, p_key text, p_body_hash bytea, p_trace text, p_hold text, p_booking text, p_code text,
  p_created_at text, OUT status smallint, OUT answer text, OUT replayed boolean
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  claim record;
  target record;
  made text;
  decided_at timestamptz;
BEGIN
  -- Whose, where, how many and for whom never change, so they may be read before the lock.
  SELECT h.departure_id, h.seats, h.customer_ref INTO target FROM holds h WHERE h.id = p_hold AND h.principal = p_principal;
  IF NOT FOUND THEN
    status := 404;
    answer := '';
    replayed := false;
    RETURN;
  END IF;
  made := format(
    '{"id":"%s","hold_id":"%s","code":"%s","seats":%s,"customer_ref":%s,"status":"CONFIRMED","created_at":"%s"}',
    p_booking, p_hold, p_code, target.seats, to_json(target.customer_ref), p_created_at);
  claim := claim_key(p_principal, 'booking/confirm', p_key, p_body_hash, made);
  replayed := NOT claim.claimed;
  IF replayed THEN
    status := claim.status;
    answer := claim.answer;
    RETURN;
  END IF;

  PERFORM pg_advisory_xact_lock(hashtextextended(target.departure_id, 0));
  decided_at := clock_timestamp();
  PERFORM settle_departure(target.departure_id, decided_at);

  UPDATE holds SET status = 'CONFIRMED' WHERE id = p_hold AND status = 'ACTIVE';
  IF FOUND THEN
    UPDATE departures SET held = held - target.seats, sold = sold + target.seats WHERE id = target.departure_id;
    INSERT INTO bookings (id, hold_id, departure_id, principal, code, seats, customer_ref, status, created_at)
    VALUES (p_booking, p_hold, target.departure_id, p_principal, p_code, target.seats, target.customer_ref, 'CONFIRMED', p_created_at::timestamptz);
    status := 200;
    answer := made;
    RETURN;
  END IF;
  status := 409;
  answer := coalesce((SELECT 'HOLD_CONFIRMED|' || b.id FROM bookings b WHERE b.hold_id = p_hold), 'HOLD_EXPIRED|' || p_hold) || '|' || p_trace;
  PERFORM refuse(p_principal, 'booking/confirm', p_key, answer);
END $$;
