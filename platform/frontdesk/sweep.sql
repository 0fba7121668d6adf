-- Throw away what has run out: claims of dead holds, holds, codes, sessions, kept answers, counted attempts. A minute of
-- grace, so that nothing is swept away under somebody who is just using it. A claim that was kept in the meantime has lost
-- its expiry and stays.
WITH claims AS (
    DELETE FROM claim WHERE expires_at <= CAST(:now AS timestamptz) - interval '1 minute'
), holds AS (
    DELETE FROM hold WHERE expires_at <= CAST(:now AS timestamptz) - interval '7 days'
), codes AS (
    DELETE FROM contact_code WHERE expires_at <= CAST(:now AS timestamptz) - interval '1 day'
), staff_sessions AS (
    DELETE FROM staff_session
    WHERE expires_at <= CAST(:now AS timestamptz) - interval '1 day' OR ended_at <= CAST(:now AS timestamptz) - interval '1 day'
), link_sessions AS (
    DELETE FROM link_session WHERE expires_at <= CAST(:now AS timestamptz) - interval '1 day'
), kept_answers AS (
    DELETE FROM kept_answer WHERE created_at <= CAST(:now AS timestamptz) - interval '72 hours'
)
DELETE FROM attempt WHERE at <= CAST(:now AS timestamptz) - interval '1 day'
