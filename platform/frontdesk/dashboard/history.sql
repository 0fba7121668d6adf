-- A page of an office's history, the newest first, narrowed by whatever is asked for.
SELECT entry.id, entry.office_id, entry.at, entry.actor_kind, entry.actor_id, entry.action, entry.subject_kind,
       entry.subject_id, entry.before, entry.after
FROM audit_entry AS entry
WHERE entry.office_id = :office_id
  AND (CAST(:before AS bigint) IS NULL OR entry.id < :before)
  AND (CAST(:only_of AS uuid) IS NULL
       OR entry.actor_id = :only_of
       OR entry.subject_id = CAST(:only_of AS text)
       OR (entry.subject_kind IN ('appointment', 'visit') AND EXISTS (
             SELECT FROM appointment
             WHERE appointment.office_id = :office_id AND appointment.id::text = entry.subject_id
               AND appointment.provider_id = :only_of)))
  AND (CAST(:actor_id AS uuid) IS NULL OR entry.actor_id = :actor_id)
  AND (CAST(:subject_id AS text) IS NULL
       OR (entry.subject_kind = ANY(CAST(:subject_kinds AS text[])) AND entry.subject_id = :subject_id)
       OR (CAST(:consumer_id AS uuid) IS NOT NULL AND entry.subject_kind IN ('appointment', 'visit')
           AND entry.subject_id IN (
             SELECT seat.appointment_id::text FROM seat
             WHERE seat.office_id = :office_id AND seat.consumer_id = :consumer_id))
       OR ('invitation' = ANY(CAST(:subject_kinds AS text[])) AND entry.subject_kind = 'invitation' AND entry.subject_id IN (
             SELECT invitation.id::text FROM invitation
             WHERE invitation.office_id = :office_id AND invitation.person_id::text = :subject_id)))
  AND (CAST(:of_kind AS text[]) IS NULL
       OR (entry.subject_kind = ANY(CAST(:of_kind AS text[])) AND NOT (:hours_not AND entry.action = 'hours.set'))
       OR (:hours_too AND entry.action = 'hours.set'))
  AND (CAST(:from_at AS timestamptz) IS NULL OR entry.at >= :from_at)
  AND (CAST(:to_at AS timestamptz) IS NULL OR entry.at < :to_at)
  AND (CAST(:pattern AS text) IS NULL
       OR entry.subject_id = ANY(CAST(:called AS text[]))
       OR entry.actor_id::text = ANY(CAST(:called AS text[]))
       OR replace(entry.action, '_', ' ') ILIKE :pattern
       OR entry.before::text ILIKE :pattern
       OR entry.after::text ILIKE :pattern)
ORDER BY entry.id DESC
LIMIT :at_most
