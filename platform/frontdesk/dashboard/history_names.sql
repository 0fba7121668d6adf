-- What ids of one office are called: people who work or worked there, services, consumers, keys, links, invitations, time off.
SELECT membership.person_id AS id, coalesce(provider.name, person.name) AS name
FROM membership
JOIN person ON person.id = membership.person_id
LEFT JOIN provider ON provider.office_id = membership.office_id AND provider.person_id = membership.person_id
WHERE membership.office_id = :office_id AND membership.person_id = ANY(CAST(:ids AS uuid[]))
UNION ALL
SELECT id, name FROM service WHERE office_id = :office_id AND id = ANY(CAST(:ids AS uuid[]))
UNION ALL
SELECT id, name FROM consumer WHERE office_id = :office_id AND id = ANY(CAST(:ids AS uuid[]))
UNION ALL
SELECT id, name FROM api_key WHERE office_id = :office_id AND id = ANY(CAST(:ids AS uuid[]))
UNION ALL
SELECT id, name FROM private_link WHERE office_id = :office_id AND id = ANY(CAST(:ids AS uuid[]))
UNION ALL
SELECT id, email FROM invitation WHERE office_id = :office_id AND id = ANY(CAST(:ids AS uuid[]))
UNION ALL
SELECT id, name FROM office WHERE id = :office_id AND id = ANY(CAST(:ids AS uuid[]))
