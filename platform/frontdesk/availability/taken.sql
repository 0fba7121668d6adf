-- What is in the way, for all questions alike: live claims of the providers asked about (of any office), their time off and
-- the office's closures, the periods whose limit is reached, and the groups that still have a place. Ends inside a WITH.
involved AS (
    SELECT * FROM unnest(CAST(:involved AS uuid[])) AS given (provider_id)
), taken AS (
    SELECT claim.id, claim.provider_id, claim.during, claim.starts_at, claim.ends_at, claim.service_id, claim.seats,
           claim.reason, claim.office_id
    FROM claim JOIN involved USING (provider_id)
    WHERE claim.during && tstzrange(:reach_from, :reach_to)
      AND (claim.expires_at IS NULL OR claim.expires_at > :now)
      AND (claim.id IS DISTINCT FROM CAST(:ignored_claim AS uuid) OR EXISTS (  -- one's own, unless others sit in it, too
            SELECT FROM claim_seat WHERE claim_id = claim.id AND id <> CAST(:ignored_seat AS uuid)
                                     AND (expires_at IS NULL OR expires_at > :now)))
), away AS (
    SELECT involved.provider_id, time_off.id, time_off.during, time_off.provider_id IS NULL AS closure
    FROM involved JOIN time_off
      ON time_off.provider_id = involved.provider_id OR (time_off.provider_id IS NULL AND time_off.office_id = :office_id)
    WHERE time_off.during && tstzrange(:reach_from, :reach_to)
), period AS (
    SELECT * FROM unnest(
        CAST(:limit_ids AS uuid[]), CAST(:limit_providers AS uuid[]), CAST(:limit_services AS uuid[]),
        CAST(:limit_each AS boolean[]), CAST(:limit_froms AS timestamptz[]), CAST(:limit_tos AS timestamptz[]),
        CAST(:limit_counts AS integer[]), CAST(:limit_minutes AS integer[])
    ) AS given (limit_id, of_provider, of_service, each, from_at, to_at, count_max, minutes_max)
), counted AS (  -- by (limit, period, provider), the provider being none where the limit is the office's or the service's
    SELECT period.limit_id, period.from_at, CASE WHEN period.each THEN claim.provider_id ELSE period.of_provider END AS provider_id,
           count(*) AS visits, sum(extract(epoch FROM claim.ends_at - claim.starts_at) / 60) AS minutes
    FROM period JOIN claim
      ON claim.office_id = :office_id AND claim.starts_at >= period.from_at AND claim.starts_at < period.to_at
     AND (period.of_provider IS NULL OR claim.provider_id = period.of_provider)
     AND (period.of_service IS NULL OR claim.service_id = period.of_service)
    WHERE (claim.expires_at IS NULL OR claim.expires_at > :now)
      AND (claim.id IS DISTINCT FROM CAST(:ignored_claim AS uuid) OR EXISTS (
            SELECT FROM claim_seat WHERE claim_id = claim.id AND id <> CAST(:ignored_seat AS uuid)
                                     AND (expires_at IS NULL OR expires_at > :now)))
    GROUP BY 1, 2, 3
), reached AS (
    SELECT period.limit_id, involved.provider_id, tstzrange(period.from_at, period.to_at) AS during
    FROM period
    JOIN involved ON period.of_provider IS NULL OR period.of_provider = involved.provider_id
    LEFT JOIN counted
      ON counted.limit_id = period.limit_id AND counted.from_at = period.from_at
     AND counted.provider_id IS NOT DISTINCT FROM CASE WHEN period.each THEN involved.provider_id ELSE period.of_provider END
    WHERE coalesce(counted.visits, 0) >= period.count_max
       OR coalesce(counted.minutes, 0) + extract(epoch FROM CAST(:duration AS interval)) / 60 > period.minutes_max
), places AS (
    SELECT taken.provider_id, taken.starts_at, taken.seats - count(claim_seat.id) AS seats_left
    FROM taken LEFT JOIN claim_seat
      ON claim_seat.claim_id = taken.id AND (claim_seat.expires_at IS NULL OR claim_seat.expires_at > :now)
     AND claim_seat.id IS DISTINCT FROM CAST(:ignored_seat AS uuid)
    WHERE :seats > 1 AND taken.seats > 1 AND taken.service_id = :service_id
      AND taken.ends_at - taken.starts_at = CAST(:duration AS interval)
      AND NOT EXISTS (SELECT FROM away WHERE away.provider_id = taken.provider_id AND away.during && taken.during)
    GROUP BY taken.id, taken.provider_id, taken.starts_at, taken.seats
    HAVING count(claim_seat.id) < taken.seats
)
