-- Everything that is known of visits, a row a seat: of one appointment, or of all that touch a range. For pages, lists and lines.
SELECT
    appointment.id, appointment.office_id, appointment.version, appointment.revision + seat.revision_offset AS revision,
    appointment.provider_id, appointment.service_id,
    lower(appointment.during) AS starts_at, upper(appointment.during) AS ends_at,
    lower(former.during) AS moved_from_starts_at, upper(former.during) AS moved_from_ends_at,
    appointment.requested_at, appointment.request_expires_at, appointment.confirmed_at,
    appointment.declined_at, appointment.decline_reason, appointment.expired_at,
    coalesce(seat.given_up_at, appointment.cancelled_at) AS cancelled_at,
    coalesce(seat.given_up_by, appointment.cancelled_by) AS cancelled_by,
    coalesce(seat.give_up_reason, appointment.cancel_reason) AS cancel_reason,
    appointment.move_asked_at, appointment.move_asked_note,
    appointment.assigned, appointment.consumer_moves + seat.moves AS consumer_moves,
    appointment.completed_at, appointment.consumer_no_show_at, appointment.provider_no_show_at,
    office.slug AS office_slug, office.name AS office_name, office.phone AS office_phone, office.colour AS office_colour,
    office.time_zone AS office_zone, office.door_opens_minutes,
    service.name AS service_name, service.colour AS service_colour, service.modality,
    appointment.price_minor, appointment.currency, service.cancel_cutoff_minutes,
    service.move_cutoff_minutes, service.moves_max, service.cancel_reasons,
    provider.name AS provider_name, provider.headline AS provider_headline, provider.time_zone AS provider_zone,
    seat.id AS seat_id, seat.claim_seat_id IS NOT NULL AS in_group, seat.time_zone AS reader_zone, seat.locale, seat.attendee_name,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('name', brought.name, 'email', brought.email, 'phone', brought.phone)
                               ORDER BY brought.position), '[]')
     FROM guest AS brought WHERE brought.office_id = seat.office_id AND brought.seat_id = seat.id) AS guests,
    consumer.id AS consumer_id, consumer.name AS consumer_name, consumer.email AS consumer_email,
    consumer.phone AS consumer_phone,
    consumer.phone IS NOT NULL AND consumer.sms_consent_at IS NOT NULL AS takes_texts,
    visit.started_at, visit.ended_at, visit.ended_by, coalesce(visit.notes, '') AS notes, visit.notes_saved_at,
    guest.arrived_at, guest.waiting_since, guest.left_waiting_at, guest.admitted_at, guest.refused_at,
    guest.connected_at, guest.first_connected_at, guest.disconnected_at,
    host.connected_at AS provider_connected_at,
    EXISTS (
        SELECT FROM participant AS busy JOIN visit AS other ON other.office_id = busy.office_id AND other.id = busy.visit_id
        WHERE busy.person_id = appointment.provider_id AND busy.connected_at IS NOT NULL AND other.ended_at IS NULL
    ) AS provider_in_visit
FROM appointment
JOIN office ON office.id = appointment.office_id
JOIN service ON service.office_id = appointment.office_id AND service.id = appointment.service_id
JOIN provider ON provider.office_id = appointment.office_id AND provider.person_id = appointment.provider_id
JOIN seat ON seat.office_id = appointment.office_id AND seat.appointment_id = appointment.id
JOIN consumer ON consumer.office_id = seat.office_id AND consumer.id = seat.consumer_id
CROSS JOIN LATERAL (  -- where it was before the latest move, this person's or all people's; nothing for who came since
    SELECT CASE WHEN appointment.revision + seat.revision_offset <= 0 THEN NULL
                WHEN appointment.moved_at >= seat.taken_at THEN appointment.moved_from ELSE seat.moved_from END AS during
) AS former
LEFT JOIN visit ON visit.office_id = appointment.office_id AND visit.id = appointment.id
LEFT JOIN participant AS guest
       ON guest.office_id = seat.office_id AND guest.visit_id = appointment.id AND guest.seat_id = seat.id
LEFT JOIN participant AS host
       ON host.office_id = appointment.office_id AND host.visit_id = appointment.id
      AND host.person_id = appointment.provider_id
WHERE appointment.office_id = :office_id
  AND (CAST(:appointment_id AS uuid) IS NULL OR appointment.id = :appointment_id)
  AND (CAST(:seat_id AS uuid) IS NULL OR seat.id = :seat_id)
  AND (CAST(:provider_id AS uuid) IS NULL OR appointment.provider_id = :provider_id)
  AND (CAST(:consumer_id AS uuid) IS NULL OR seat.consumer_id = :consumer_id)
  AND (CAST(:open_at AS timestamptz) IS NULL OR (
        appointment.confirmed_at IS NULL AND appointment.request_expires_at > :open_at
        AND appointment.cancelled_at IS NULL AND appointment.declined_at IS NULL AND appointment.expired_at IS NULL))
  AND (CAST(:from_at AS timestamptz) IS NULL OR appointment.during && tstzrange(:from_at, :to_at))
ORDER BY starts_at, appointment.id, seat.given_up_at IS NOT NULL, seat.taken_at, seat.id
