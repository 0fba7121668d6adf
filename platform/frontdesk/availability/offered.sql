-- The starts on offer in [from_at, to_at): on each segment's grid, where the visit with its buffers fits into a free gap, and
-- no limit is reached; and the groups that have a place. Follows taken.sql inside the same WITH.
, segment AS (
    SELECT * FROM unnest(
        CAST(:providers AS uuid[]), CAST(:opens AS timestamptz[]), CAST(:closes AS timestamptz[]),
        CAST(:anchors AS timestamptz[]), CAST(:first_starts AS timestamptz[]), CAST(:last_starts AS timestamptz[])
    ) AS given (provider_id, opens_at, closes_at, anchor, first_start, last_start)
), busy AS (
    SELECT provider_id, range_agg(during) AS during
    FROM (SELECT provider_id, during FROM taken UNION ALL SELECT provider_id, during FROM away) AS both_kinds
    GROUP BY provider_id
), closed AS (
    SELECT provider_id, range_agg(during) AS during FROM reached GROUP BY provider_id
), fitting AS (
    SELECT segment.provider_id, slot, gap, segment.opens_at, segment.closes_at,
           slot = fits.first_start OR slot > fits.last_start - CAST(:step AS interval) AS at_an_edge
    FROM segment
    LEFT JOIN busy USING (provider_id)
    CROSS JOIN LATERAL unnest(
        CAST(tstzrange(
            least(segment.opens_at, segment.first_start - :before),
            greatest(segment.closes_at, segment.last_start + :duration + :after)
        ) AS tstzmultirange) - coalesce(busy.during, '{}')
    ) AS gap
    CROSS JOIN LATERAL (
        SELECT date_bin(:step, greatest(lower(gap) + :before, segment.first_start) - interval '1 microsecond', segment.anchor)
               + CAST(:step AS interval) AS first_start,
               least(upper(gap) - :after - :duration, segment.last_start) AS last_start
    ) AS fits
    CROSS JOIN LATERAL generate_series(fits.first_start, fits.last_start, CAST(:step AS interval)) AS slot
), offered AS (
    SELECT provider_id, slot, false AS joins, CAST(:seats AS bigint) AS seats_left FROM fitting
    WHERE slot >= :from_at AND slot < :to_at
      AND (NOT :packs OR at_an_edge OR (
            (slot - :before) - greatest(lower(gap), opens_at) >= CAST(:odd_below AS interval)
            AND least(upper(gap), closes_at) - (slot + :duration + :after) >= CAST(:odd_below AS interval)))
      AND NOT EXISTS (SELECT FROM closed WHERE closed.provider_id = fitting.provider_id AND closed.during @> slot)
    UNION ALL
    SELECT provider_id, starts_at, true, seats_left FROM places WHERE starts_at >= :from_at AND starts_at < :to_at
)
SELECT slot AS starts_at, array_agg(provider_id) AS provider_ids, array_agg(provider_id) FILTER (WHERE joins) AS joining,
       sum(seats_left) AS seats_left
FROM offered
GROUP BY slot
ORDER BY slot
LIMIT :at_most
