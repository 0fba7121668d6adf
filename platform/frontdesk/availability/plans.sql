-- Whose hours a question is about, a row each: the office, the service, and every provider who may be offered, with what
-- round robin weighs; with the office, the limits that a visit of the service may meet. Weekly hours, seasons, overrides and
-- limits come as text, so that the same text is read only once.
WITH offered AS (
    SELECT provider.person_id AS id, provider.schedule_id, provider.time_zone, offering.weight, offering.priority,
           redirected.during AS only_during
    FROM service_provider AS offering
    JOIN provider ON provider.office_id = offering.office_id AND provider.person_id = offering.provider_id
    LEFT JOIN LATERAL (
        SELECT range_agg(time_off.during) AS during FROM time_off
        WHERE time_off.office_id = :office_id AND time_off.provider_id = CAST(:provider_id AS uuid)
          AND time_off.colleague_id = provider.person_id AND time_off.during && tstzrange(:reach_from, :reach_to)
    ) AS redirected ON CAST(:provider_id AS uuid) <> provider.person_id
    WHERE offering.office_id = :office_id AND offering.service_id = :service_id
      AND provider.active AND (:unlocked OR NOT provider.private)
      AND provider.attributes @> CAST(:attributes AS varchar[])
      AND (CAST(:provider_id AS uuid) IS NULL OR provider.person_id = :provider_id OR redirected.during IS NOT NULL)
), owner AS (
    SELECT 'office' AS kind, office.id, office.schedule_id, office.time_zone, 1 AS weight, 0 AS priority,
           CAST(NULL AS tstzmultirange) AS only_during
    FROM office WHERE office.id = :office_id
    UNION ALL
    SELECT 'service', service.id, service.schedule_id, office.time_zone, 1, 0, NULL
    FROM service JOIN office ON office.id = service.office_id WHERE service.office_id = :office_id AND service.id = :service_id
    UNION ALL
    SELECT 'provider', id, schedule_id, time_zone, weight, priority, only_during FROM offered
), weekly AS (
    SELECT schedule_id,
           string_agg(concat_ws(' ', coalesce(CAST(season_id AS text), '-'), weekday, from_minute, to_minute), ';'
                      ORDER BY season_id, weekday, from_minute) AS said
    FROM weekly_hours
    WHERE office_id = :office_id AND schedule_id IN (SELECT schedule_id FROM owner)
    GROUP BY schedule_id
), seasons AS (
    SELECT schedule_id, string_agg(concat_ws(' ', id, from_on, until_on), ';' ORDER BY from_on) AS said
    FROM season
    WHERE office_id = :office_id AND schedule_id IN (SELECT schedule_id FROM owner)
      AND daterange(from_on, until_on, '[]') && daterange(:first, :last, '[]')
    GROUP BY schedule_id
), overrides AS (
    SELECT owner_id, string_agg(concat_ws('|', from_on, until_on, ranges), ';' ORDER BY from_on) AS said
    FROM hours_override
    WHERE office_id = :office_id AND owner_id IN (SELECT id FROM owner)
      AND daterange(from_on, until_on, '[]') && daterange(:first, :last, '[]')
    GROUP BY owner_id
), limits AS (
    SELECT string_agg(concat_ws(' ', id, scope, coalesce(CAST(service_id AS text), '-'), coalesce(CAST(provider_id AS text), '-'),
                                period, coalesce(CAST(count_max AS text), '-'), coalesce(CAST(minutes_max AS text), '-')), ';'
                      ORDER BY id) AS said
    FROM booking_limit
    WHERE office_id = :office_id AND (scope <> 'service' OR service_id = :service_id)
)
SELECT owner.kind, owner.id, owner.weight, owner.priority, owner.only_during, owner.schedule_id IS NOT NULL AS keeps_hours,
       coalesce(schedule.time_zone, owner.time_zone) AS time_zone,
       coalesce(weekly.said, '') AS weekly, coalesce(seasons.said, '') AS seasons, coalesce(overrides.said, '') AS overrides,
       CASE WHEN owner.kind = 'office' THEN (SELECT coalesce(said, '') FROM limits) END AS limits
FROM owner
LEFT JOIN schedule ON schedule.office_id = :office_id AND schedule.id = owner.schedule_id
LEFT JOIN weekly ON weekly.schedule_id = owner.schedule_id
LEFT JOIN seasons ON seasons.schedule_id = owner.schedule_id
LEFT JOIN overrides ON overrides.owner_id = owner.id
