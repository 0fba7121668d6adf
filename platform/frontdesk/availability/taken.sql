-- What is in the way, for all questions alike: live claims of the providers asked about (of any office), their time off, and
-- the office's closures. Providers go by their number in the question. Ends inside a WITH.
involved AS (
    SELECT provider_id, CAST(number AS smallint) AS number
    FROM unnest(CAST(:involved AS uuid[])) WITH ORDINALITY AS given (provider_id, number)
), taken AS (
    SELECT involved.number, claim.id, claim.during, claim.starts_at, claim.ends_at, claim.service_id, claim.seats,
           claim.reason, claim.office_id
    FROM claim JOIN involved USING (provider_id)
    WHERE claim.during && tstzrange(:reach_from, :reach_to)
      AND (claim.expires_at IS NULL OR claim.expires_at > :now)
      AND (claim.id IS DISTINCT FROM CAST(:ignored_claim AS uuid) OR EXISTS (  -- one's own, unless others sit in it, too
            SELECT FROM claim_seat WHERE claim_id = claim.id AND id <> CAST(:ignored_seat AS uuid)
                                     AND (expires_at IS NULL OR expires_at > :now)))
), away AS (
    SELECT involved.number, time_off.id, time_off.during, time_off.provider_id IS NULL AS closure
    FROM involved JOIN time_off
      ON time_off.provider_id = involved.provider_id OR (time_off.provider_id IS NULL AND time_off.office_id = :office_id)
    WHERE time_off.during && tstzrange(:reach_from, :reach_to)
)
