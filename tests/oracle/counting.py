"""Which rules a case switches on; so that nobody believes that what was never drawn was tested."""

from collections import Counter
from collections.abc import Iterable, Sequence

from tests.oracle.configuration import Claim, Configuration, Office, Provider, Question, Schedule, Service
from tests.oracle.walls import minute_of, transitions


def rules_on(configuration: Configuration, question: Question) -> set[str]:
    """Name them."""
    named = {
        **_of_hours(configuration),
        **_of_service(configuration),
        **_of_people(configuration, question),
        **_of_limits(configuration),
        **_of_claims(configuration, question),
        **_of_question(configuration, question),
    }
    return {name for name, on in named.items() if on}


def table(counted: Counter[str], cases: int) -> str:
    """A line for each rule, the rarest first."""
    return "\n".join(f"{count * 100 / cases:5.1f} %  {name}" for name, count in sorted(counted.items(), key=_by_count))


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return item[1], item[0]


def _schedules(configuration: Configuration) -> Iterable[Schedule]:
    return (owner.schedule for owner in _owners(configuration) if owner.schedule is not None)


def _owners(configuration: Configuration) -> Sequence[Office | Service | Provider]:
    return (configuration.office, configuration.service, *configuration.providers)


def _of_hours(configuration: Configuration) -> dict[str, bool]:
    schedules = list(_schedules(configuration))
    office, service, providers = configuration.office, configuration.service, configuration.providers
    every_range = [(start, end) for schedule in schedules for _, start, end in schedule.weekly]
    return {
        "hours: office": office.schedule is not None,
        "hours: provider": any(provider.schedule for provider in providers),
        "hours: service": service.schedule is not None,
        "hours: none of the office": office.schedule is None,
        "hours: in several zones": len({schedule.time_zone for schedule in schedules}) > 1,
        "hours: over midnight": any(end <= start for start, end in every_range),
        "hours: until 24:00": any(end == 1440 for _, end in every_range),
        "hours: round the clock": any(_always(schedule) for schedule in schedules),
        "hours: season": any(schedule.seasons for schedule in schedules),
        "override: office": bool(office.overrides),
        "override: provider": any(provider.overrides for provider in providers),
        "override: service": bool(service.overrides),
        "override: closes": any(not o.ranges for owner in _owners(configuration) for o in owner.overrides),
        "closure": any(away.provider is None and away.here for away in configuration.away),
        "time off": any(away.provider is not None for away in configuration.away),
        "time off: in another office": any(away.provider is not None and not away.here for away in configuration.away),
        "time off: colleague": any(away.colleague is not None for away in configuration.away),
    }


def _always(schedule: Schedule) -> bool:
    return {(day, 0, 1440) for day in range(1, 8)} <= set(schedule.weekly)


def _of_service(configuration: Configuration) -> dict[str, bool]:
    service = configuration.service
    return {
        "durations to choose from": bool(service.further_durations),
        "buffer before": service.before > 0,
        "buffer after": service.after > 0,
        "buffers inside hours": service.buffers_inside,
        "step of 7, 20, 40 or 50 minutes": service.step in (7, 20, 40, 50),
        "step offset": service.step_offset > 0,
        "packing": service.packs,
        "notice": service.notice > 0,
        "window: rolling": service.window_kind == "rolling" and service.window_days < 30,
        "window: range": service.window_kind == "range",
        "window: free days": service.window_kind == "free_days",
        "places": service.seats > 1,
        "round robin": service.round_robin,
        "inactive service": not service.active,
        "hidden service": service.hidden,
        "pause: service": service.paused,
        "pause: office": configuration.office.paused,
        "attributes: required": bool(service.required),
    }


def _of_people(configuration: Configuration, question: Question) -> dict[str, bool]:
    providers, round_robin = configuration.providers, configuration.service.round_robin
    return {
        "several providers": len(providers) > 1,
        "private provider": any(provider.private for provider in providers),
        "inactive provider": any(not provider.active for provider in providers),
        "provider who does not offer it": any(not provider.offers for provider in providers),
        "round robin: weights": round_robin and len({provider.weight for provider in providers}) > 1,
        "round robin: priorities": round_robin and len({provider.priority for provider in providers}) > 1,
        "asked: provider": question.provider is not None,
        "asked: attributes": bool(question.attributes),
        "asked: duration": question.duration is not None,
        "asked: unlocked": question.unlocked,
        "asked: earlier": question.asked_at is not None,
    }


def _of_limits(configuration: Configuration) -> dict[str, bool]:
    limits = configuration.limits
    return {
        **{f"limit: {scope}": any(limit.scope == scope for limit in limits) for scope in ("office", "service")},
        "limit: one provider": any(limit.provider is not None for limit in limits),
        "limit: each provider": any(limit.scope == "provider" and limit.provider is None for limit in limits),
        **{f"limit: per {name}": any(limit.period == name for limit in limits) for name in ("day", "week", "month")},
        "limit: by count": any(limit.count is not None for limit in limits),
        "limit: by minutes": any(limit.minutes is not None for limit in limits),
        "limit: weeks from Sunday": bool(limits) and configuration.office.week_starts_on == 7,
    }


def _of_claims(configuration: Configuration, question: Question) -> dict[str, bool]:
    claims = configuration.claims

    def living(claim: Claim) -> int:
        return sum(dies_at is None or dies_at > question.now for dies_at in claim.places)

    groups = [claim for claim in claims if claim.seats > 1 and claim.this_service]
    return {
        "claim": bool(claims),
        "claim: hold or request that lives": any(claim.places[0] is not None and living(claim) for claim in claims),
        "claim: dead": any(not living(claim) for claim in claims),
        "claim: of another service": any(claim.here and not claim.this_service for claim in claims),
        "claim: in another office": any(not claim.here for claim in claims),
        "claim: one's own": question.ignoring is not None,
        "places: left in a group": any(0 < living(claim) < claim.seats for claim in groups),
        "places: none left": any(living(claim) == claim.seats for claim in groups),
    }


def _of_question(configuration: Configuration, question: Question) -> dict[str, bool]:
    changes = transitions(configuration.office.time_zone)
    first, last = minute_of(question.from_at), minute_of(question.to_at)
    return {
        "a zone that changes": bool(changes),
        "near a clock change": any(first - 1440 <= change <= last + 1440 for change in changes),
    }
