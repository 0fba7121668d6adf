-- Take due jobs under a lease. A key whose earlier job is still claimed waits its turn, even if that lease has run out:
-- the earlier one is claimed again first.
UPDATE job SET claimed_until = :lease_until, attempts = job.attempts + 1
FROM (
    SELECT id FROM job AS candidate
    WHERE given_up_at IS NULL
      AND due_at <= :now
      AND (claimed_until IS NULL OR claimed_until <= :now)
      AND (claimed_until IS NOT NULL OR key IS NULL OR NOT EXISTS (
            SELECT FROM job AS running
            WHERE running.key = candidate.key AND running.claimed_until IS NOT NULL AND running.given_up_at IS NULL))
    ORDER BY due_at
    LIMIT :at_most
    FOR UPDATE SKIP LOCKED
) AS due
WHERE job.id = due.id
RETURNING job.*
