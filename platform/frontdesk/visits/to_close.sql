-- Visits that nobody closed although their time is long over; unless a job is on it already.
SELECT visit.office_id, visit.id
FROM visit JOIN appointment ON appointment.office_id = visit.office_id AND appointment.id = visit.id
WHERE visit.closed_at IS NULL
  AND upper(appointment.during) <= CAST(:over AS timestamptz)
  AND NOT EXISTS (SELECT FROM job WHERE job.key = 'visit:' || visit.id AND job.given_up_at IS NULL)
LIMIT 200
