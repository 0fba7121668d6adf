-- The periods in which a limit leaves no room for one more visit, for each provider. Follows taken.sql inside the same WITH.
, period AS (
    SELECT * FROM unnest(
        CAST(:limit_ids AS uuid[]), CAST(:limit_providers AS uuid[]), CAST(:limit_services AS uuid[]),
        CAST(:limit_each AS boolean[]), CAST(:limit_froms AS timestamptz[]), CAST(:limit_tos AS timestamptz[]),
        CAST(:limit_counts AS integer[]), CAST(:limit_minutes AS integer[])
    ) AS given (limit_id, of_provider, of_service, each, from_at, to_at, count_max, minutes_max)
), counted AS (  -- by (limit, period, provider), the provider being none where the limit is the office's or the service's
    SELECT period.limit_id, period.from_at,
           CASE WHEN period.each THEN claim.provider_id ELSE period.of_provider END AS provider_id,
           count(*) AS visits, sum(claim.ends_at - claim.starts_at) FILTER (WHERE minutes_max IS NOT NULL) AS lasting
    FROM period JOIN claim
      ON claim.office_id = :office_id AND claim.starts_at >= period.from_at AND claim.starts_at < period.to_at
     AND (period.of_provider IS NULL OR claim.provider_id = period.of_provider)
     AND (period.of_service IS NULL OR claim.service_id = period.of_service)
     AND (NOT period.each OR claim.provider_id IN (SELECT provider_id FROM involved))
    WHERE (claim.expires_at IS NULL OR claim.expires_at > :now)
      AND (claim.id IS DISTINCT FROM CAST(:ignored_claim AS uuid) OR EXISTS (
            SELECT FROM claim_seat WHERE claim_id = claim.id AND id <> CAST(:ignored_seat AS uuid)
                                     AND (expires_at IS NULL OR expires_at > :now)))
    GROUP BY 1, 2, 3
), reached AS (
    SELECT period.limit_id, involved.number, tstzrange(period.from_at, period.to_at) AS during
    FROM period
    JOIN involved ON period.of_provider IS NULL OR period.of_provider = involved.provider_id
    LEFT JOIN counted
      ON counted.limit_id = period.limit_id AND counted.from_at = period.from_at
     AND counted.provider_id IS NOT DISTINCT FROM CASE WHEN period.each THEN involved.provider_id ELSE period.of_provider END
    WHERE coalesce(counted.visits, 0) >= period.count_max
       OR coalesce(counted.lasting, interval '0') + :duration > make_interval(mins => period.minutes_max)
)
