-- Slots: every start on each opening's grid, up to the last that still ends inside, where the visit with its buffers
-- touches nothing that is taken (live claims of any office, time off, closures). Providers of a start: least loaded first.
WITH grid AS (
    SELECT * FROM unnest(
        CAST(:grid_providers AS uuid[]), CAST(:grid_starts AS timestamptz[]), CAST(:grid_last_starts AS timestamptz[])
    ) AS given (provider_id, starts_at, last_start)
), involved AS (
    SELECT DISTINCT provider_id FROM grid
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
FROM grid
LEFT JOIN claimed USING (provider_id)
LEFT JOIN away USING (provider_id)
CROSS JOIN LATERAL generate_series(grid.starts_at, grid.last_start, CAST(:step AS interval)) AS slot
WHERE slot >= :from_at AND slot < :to_at
  AND NOT coalesce(claimed.during && tstzrange(slot - :before, slot + :duration + :after), false)
  AND NOT coalesce(away.during && tstzrange(slot - :before, slot + :duration + :after), false)
GROUP BY slot
ORDER BY slot
LIMIT :at_most
