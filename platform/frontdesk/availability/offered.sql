-- The starts on offer in [from_at, to_at): on each segment's grid, where the visit with its buffers fits into a free gap, and
-- no limit is reached; and the groups that have a place. Follows taken.sql, reached.sql and places.sql inside the same WITH.
-- Gaps and starts unfold in the SELECT list: as joins, Postgres would keep each handful of them in a store of its own.
, segment AS (
    SELECT * FROM unnest(
        CAST(:numbers AS smallint[]), CAST(:opens AS timestamptz[]), CAST(:closes AS timestamptz[]),
        CAST(:anchors AS timestamptz[]), CAST(:first_starts AS timestamptz[]), CAST(:last_starts AS timestamptz[])
    ) AS given (number, opens_at, closes_at, anchor, first_start, last_start)
), busy AS (
    SELECT number, range_agg(during) AS during
    FROM (SELECT number, during FROM taken UNION ALL SELECT number, during FROM away) AS both_kinds
    GROUP BY number
), closed AS (
    SELECT number, range_agg(during) AS during FROM reached GROUP BY number
), gap AS (
    SELECT segment.*, unnest(
        CAST(tstzrange(
            least(segment.opens_at, segment.first_start - :before),
            greatest(segment.closes_at, segment.last_start + :duration + :after)
        ) AS tstzmultirange) - coalesce(busy.during, '{}')
    ) AS free
    FROM segment LEFT JOIN busy USING (number)
), fits AS (
    SELECT number, free, opens_at, closes_at,
           date_bin(:step, greatest(lower(free) + :before, first_start) - interval '1 microsecond', anchor)
           + CAST(:step AS interval) AS first_start,
           least(upper(free) - :after - :duration, last_start) AS last_start
    FROM gap
    WHERE upper(free) - lower(free) >= :before + CAST(:duration AS interval) + :after
), fitting AS (
    SELECT *, generate_series(first_start, last_start, CAST(:step AS interval)) AS slot FROM fits
), offered AS (
    SELECT fitting.number, slot, false AS joins, CAST(:seats AS bigint) AS seats_left
    FROM fitting LEFT JOIN closed USING (number)
    WHERE slot >= :from_at AND slot < :to_at
      AND (NOT :packs OR slot = first_start OR slot > last_start - CAST(:step AS interval) OR (
            (slot - :before) - greatest(lower(free), opens_at) >= CAST(:odd_below AS interval)
            AND least(upper(free), closes_at) - (slot + :duration + :after) >= CAST(:odd_below AS interval)))
      AND NOT coalesce(closed.during @> slot, false)
    UNION ALL
    SELECT number, starts_at, true, seats_left FROM places WHERE starts_at >= :from_at AND starts_at < :to_at
)
SELECT slot AS starts_at, array_agg(number) AS numbers, array_agg(number) FILTER (WHERE joins) AS joining,
       array_agg(seats_left) FILTER (WHERE :seats > 1) AS seats_left  -- a place for each of numbers
FROM offered
GROUP BY slot
ORDER BY slot
LIMIT :at_most
