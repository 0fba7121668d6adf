-- What stands in the way of given starts of given providers, a row each. Follows taken.sql inside the same WITH, so that it sees
-- what the list sees.
, asked AS (
    SELECT * FROM unnest(CAST(:asked_providers AS uuid[]), CAST(:asked_starts AS timestamptz[])) AS given (provider_id, slot)
), needed AS (
    SELECT provider_id, slot, tstzrange(slot - :before, slot + :duration + :after) AS during FROM asked
)
SELECT needed.provider_id, needed.slot, taken.reason AS kind, taken.id, taken.office_id <> :office_id AS elsewhere,
       taken.seats > 1 AND taken.service_id = :service_id AND taken.starts_at = needed.slot
           AND taken.ends_at - taken.starts_at = CAST(:duration AS interval) AS same_group
FROM needed JOIN taken USING (provider_id) WHERE taken.during && needed.during
UNION ALL
SELECT needed.provider_id, needed.slot, CASE WHEN away.closure THEN 'closure' ELSE 'time_off' END, away.id, false, false
FROM needed JOIN away USING (provider_id) WHERE away.during && needed.during
UNION ALL
SELECT needed.provider_id, needed.slot, 'limit', reached.limit_id, false, false
FROM needed JOIN reached USING (provider_id) WHERE reached.during @> needed.slot
ORDER BY 1, 2, 3
