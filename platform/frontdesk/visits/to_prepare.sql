-- Visits by video, near and not over, that have no room, or one that Azure no longer lists; unless a job is on it already.
SELECT appointment.office_id, appointment.id
FROM appointment
JOIN service ON service.office_id = appointment.office_id AND service.id = appointment.service_id
LEFT JOIN visit ON visit.office_id = appointment.office_id AND visit.id = appointment.id
WHERE service.modality = 'video'
  AND appointment.cancelled_at IS NULL AND appointment.confirmed_at IS NOT NULL
  AND appointment.during && tstzrange(:now, :until)
  AND visit.ended_at IS NULL AND visit.closed_at IS NULL
  AND (visit.room_id IS NULL OR (visit.prepared_at < :listed_at AND NOT visit.room_id = ANY(:rooms)))
  AND NOT EXISTS (SELECT FROM job WHERE job.key = 'visit:' || appointment.id AND job.given_up_at IS NULL)
LIMIT 200
