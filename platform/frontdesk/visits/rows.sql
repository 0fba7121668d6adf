-- Make the visit of an appointment and a participant for its provider and for each of its seats, where they are missing.
WITH appointment AS (
    SELECT * FROM appointment WHERE office_id = :office_id AND id = :appointment_id
), made AS (
    INSERT INTO visit (office_id, id, notes) SELECT office_id, id, '' FROM appointment ON CONFLICT DO NOTHING
), provider AS (
    INSERT INTO participant (id, office_id, visit_id, kind, person_id)
    SELECT CAST(:provider_row AS uuid), office_id, id, 'provider', provider_id FROM appointment
    ON CONFLICT DO NOTHING
)
INSERT INTO participant (id, office_id, visit_id, kind, seat_id)
SELECT gen_random_uuid(), seat.office_id, seat.appointment_id, 'consumer', seat.id
FROM seat JOIN appointment ON appointment.office_id = seat.office_id AND appointment.id = seat.appointment_id
ON CONFLICT DO NOTHING
