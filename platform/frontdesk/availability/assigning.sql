-- What speaks for each of these providers: visits of theirs that start on the date (of any office), and how many visits of
-- this service they were given since a moment, and when the last.
SELECT given.provider_id,
       count(*) FILTER (WHERE claim.starts_at >= :day_from AND claim.starts_at < :day_to) AS that_day,
       count(*) FILTER (WHERE claim.service_id = :service_id AND claim.created_at >= :since) AS given_lately,
       max(claim.created_at) FILTER (WHERE claim.service_id = :service_id) AS last_at
FROM unnest(CAST(:providers AS uuid[])) AS given (provider_id)
LEFT JOIN claim
  ON claim.provider_id = given.provider_id AND (claim.expires_at IS NULL OR claim.expires_at > :now)
 AND (claim.id IS DISTINCT FROM CAST(:ignored_claim AS uuid) OR EXISTS (  -- one's own, unless others sit in it, too
        SELECT FROM claim_seat WHERE claim_id = claim.id AND id <> CAST(:ignored_seat AS uuid)
                                 AND (expires_at IS NULL OR expires_at > :now)))
 AND (claim.during && tstzrange(:day_from, :day_to) OR claim.service_id = :service_id)
GROUP BY given.provider_id
