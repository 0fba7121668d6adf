-- Slots: every start on each opening's grid where the visit lies inside the opening and the visit with its buffers
-- touches nothing that is taken (live claims of any office, time off, closures). Providers of a start: least loaded first.
WITH opening AS (
    SELECT * FROM unnest(
        CAST(:opening_providers AS uuid[]), CAST(:opening_starts AS timestamptz[]), CAST(:opening_ends AS timestamptz[])
    ) AS given (provider_id, starts_at, ends_at)
), involved AS (
    SELECT DISTINCT provider_id FROM opening
), claimed AS (
    SELECT provider_id, range_agg(during) AS during, count(*) AS load
    FROM claim JOIN involved USING (provider_id)
    WHERE during && tstzrange(:reach_from, :reach_to)
      AND (expires_at IS NULL OR expires_at > :now)
      AND id IS DISTINCT FROM CAST(:ignored_claim AS uuid)
    GROUP BY provider_id
), away AS (
    SELECT involved.provider_id, range_agg(time_off.during) AS during
    FROM involved JOIN time_off
      ON time_off.provider_id = involved.provider_id OR (time_off.provider_id IS NULL AND time_off.office_id = :office_id)
    WHERE time_off.during && tstzrange(:reach_from, :reach_to)
    GROUP BY involved.provider_id
)
SELECT slot AS starts_at, array_agg(provider_id ORDER BY coalesce(claimed.load, 0), provider_id) AS provider_ids
FROM opening
LEFT JOIN claimed USING (provider_id)
LEFT JOIN away USING (provider_id)
CROSS JOIN LATERAL generate_series(opening.starts_at, opening.ends_at - CAST(:duration AS interval), CAST(:step AS interval)) AS slot
WHERE slot >= :from_at AND slot < :to_at
  AND NOT coalesce(claimed.during && tstzrange(slot - :before, slot + :duration + :after), false)
  AND NOT coalesce(away.during && tstzrange(slot - :before, slot + :duration + :after), false)
GROUP BY slot
ORDER BY slot
LIMIT :at_most
