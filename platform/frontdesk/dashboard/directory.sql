-- A page of the people who book, by name: those whose name, address or number has every word that is searched for.
SELECT consumer.id, consumer.name, consumer.email, consumer.phone, counted.visits, counted.last_visit_at, counted.next_visit_at
FROM (
    SELECT * FROM consumer
    WHERE office_id = :office_id AND merged_into_id IS NULL
      AND searched LIKE CAST(:rarest AS text)  -- by the index of trigrams
      AND searched LIKE ALL (CAST(:patterns AS text[]))
      AND (CAST(:after_name AS text) IS NULL OR (lower(name), id) > (:after_name, :after_id))
      AND (CAST(:same_email AS text) IS NULL OR email = :same_email OR phone = :same_phone)
      AND (CAST(:besides AS uuid) IS NULL OR id <> :besides)
      AND (CAST(:only_of AS uuid) IS NULL OR (  -- one by one in the order of names, so that a page is read and no more
            SELECT true FROM seat
            JOIN appointment ON appointment.office_id = seat.office_id AND appointment.id = seat.appointment_id
            WHERE seat.office_id = :office_id AND seat.consumer_id = consumer.id AND appointment.provider_id = :only_of
            LIMIT 1))
    ORDER BY lower(name), id
    LIMIT :at_most
) AS consumer
CROSS JOIN LATERAL (
    SELECT count(*) AS visits,
           max(lower(appointment.during)) FILTER (WHERE lower(appointment.during) <= :now) AS last_visit_at,
           min(lower(appointment.during)) FILTER (WHERE lower(appointment.during) > :now) AS next_visit_at
    FROM seat
    JOIN appointment ON appointment.office_id = seat.office_id AND appointment.id = seat.appointment_id
    WHERE seat.office_id = :office_id AND seat.consumer_id = consumer.id AND seat.given_up_at IS NULL
      AND appointment.cancelled_at IS NULL AND appointment.declined_at IS NULL AND appointment.expired_at IS NULL
      AND (CAST(:only_of AS uuid) IS NULL OR appointment.provider_id = :only_of)
) AS counted
ORDER BY lower(consumer.name), consumer.id
