-- Give an attempt back, unless its lease was lost or a newer job of the same key already waits (then this one is dropped).
WITH newer AS (
    SELECT FROM job WHERE key = CAST(:key AS text) AND id <> :id AND claimed_until IS NULL AND given_up_at IS NULL
), dropped AS (
    DELETE FROM job WHERE id = :id AND attempts = :attempts AND EXISTS (SELECT FROM newer)
)
UPDATE job
SET claimed_until = NULL, due_at = :due_at, last_error = :error, given_up_at = :given_up_at
WHERE id = :id AND attempts = :attempts AND NOT EXISTS (SELECT FROM newer)
