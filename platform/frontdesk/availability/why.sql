-- What stands in the way of given starts of given providers, a row each. Follows taken.sql and reached.sql inside the same WITH,
-- so that it sees what the list sees.
, asked AS (
    SELECT * FROM unnest(CAST(:asked_numbers AS smallint[]), CAST(:asked_starts AS timestamptz[])) AS given (number, slot)
), needed AS (
    SELECT number, slot, tstzrange(slot - :before, slot + :duration + :after) AS during FROM asked
)
SELECT needed.number, needed.slot, taken.reason AS kind, taken.id, taken.office_id <> :office_id AS elsewhere,
       taken.seats > 1 AND taken.service_id = :service_id AND taken.starts_at = needed.slot
           AND taken.ends_at - taken.starts_at = CAST(:duration AS interval) AS same_group
FROM needed JOIN taken USING (number) WHERE taken.during && needed.during
UNION ALL
SELECT needed.number, needed.slot, CASE WHEN away.closure THEN 'closure' ELSE 'time_off' END, away.id, false, false
FROM needed JOIN away USING (number) WHERE away.during && needed.during
UNION ALL
SELECT needed.number, needed.slot, 'limit', reached.limit_id, false, false
FROM needed JOIN reached USING (number) WHERE reached.during @> needed.slot
ORDER BY 1, 2, 3
