-- The groups of this service and length that still have a place, and how many. Follows taken.sql inside the same WITH.
, places AS (
    SELECT taken.number, taken.starts_at, taken.seats - count(claim_seat.id) AS seats_left
    FROM taken LEFT JOIN claim_seat
      ON claim_seat.claim_id = taken.id AND (claim_seat.expires_at IS NULL OR claim_seat.expires_at > :now)
     AND claim_seat.id IS DISTINCT FROM CAST(:ignored_seat AS uuid)
    WHERE taken.seats > 1 AND taken.service_id = :service_id
      AND taken.ends_at - taken.starts_at = CAST(:duration AS interval)
      AND NOT EXISTS (SELECT FROM away WHERE away.number = taken.number AND away.during && taken.during)
    GROUP BY taken.id, taken.number, taken.starts_at, taken.seats
    HAVING count(claim_seat.id) < taken.seats
)
