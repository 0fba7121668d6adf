"""An office that lives: people hold, book, move and cancel by the product's verbs, rules change, the clock goes on.

The oracle looks on. It reads nothing but the claims from the database, knows all rules by itself, and says after every act
whether it should have worked; then the table of claims is examined, and the list is compared.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import db
from frontdesk.acs import Acs
from frontdesk.appointments import booking, changing_places, holding, places, requests
from frontdesk.appointments.booking import Booking
from frontdesk.appointments.consumer_limits import ActiveLimitReached, AlreadyBookedThen
from frontdesk.appointments.holding import SlotTaken
from frontdesk.appointments.rules import TimeInPast
from frontdesk.audit import Actor
from frontdesk.availability import claims
from frontdesk.availability.claims import Taken
from frontdesk.availability.explaining import explain_all
from frontdesk.availability.slots import slot_at, slots
from frontdesk.consumers.contact import Contact
from frontdesk.db import Sessions
from frontdesk.desk import Desk
from frontdesk.errors import Refusal
from frontdesk.offices.tables import Office as OfficeRow
from tests.conftest import SECRET_KEY
from tests.openapi import plain_settings
from tests.oracle.comparing import differences_in
from tests.oracle.configuration import Claim, Configuration, Free, Limit, Question
from tests.oracle.examining import examine
from tests.oracle.installing import Installed, install
from tests.oracle.truth import Living, Oracle, free_starts

MINUTE = timedelta(minutes=1)
CONSUMER, STAFF = Actor("consumer"), Actor("staff")
PEOPLE = tuple(Contact(name, f"{name.lower()}@example.com", None) for name in ("Casey", "Robin", "Sam"))


@dataclass(frozen=True)
class Kept:
    """What a consumer remembers of a hold."""

    id: UUID
    secret: str
    starts_at: datetime
    minutes: int
    provider: int
    created_at: datetime
    taken: Taken


class Office:
    """One office in the database, and what the oracle knows of it."""

    def __init__(
        self, sessions: Sessions, configuration: Configuration, *, now: datetime, days: int, happened: Counter[str]
    ) -> None:
        self.happened = happened
        self.sessions, self.configuration, self.now = sessions, configuration, now
        self.from_at, self.to_at = now, now + timedelta(days=days)
        self.installed: Installed
        self.holds: list[Kept] = []
        self.seats: list[UUID] = []
        self.requests: list[UUID] = []
        self.claim_ids: list[UUID] = []
        self.place_ids: list[list[UUID]] = []
        self.allowed: dict[tuple[Limit, object, object], tuple[int, ...]] = {}  # visits and minutes
        self.limits_are_new = True

    async def open(self) -> None:
        """Write it down."""
        async with db.begin(self.sessions) as session:
            (self.installed,) = await install(session, [self.configuration])

    # What people do. Each says whether the oracle agrees with what came of it.

    async def hold(self, starts_at: datetime, provider: int | None) -> None:
        """Somebody wants a start."""
        question = replace(self.question, provider=provider)
        free = self._free(question, starts_at)
        held = await self._try("hold", lambda session: self._hold(session, question, starts_at), SlotTaken, TimeInPast)
        assert (held is not None) == (free is not None), f"held {starts_at}: {held}, but the oracle says {free}"
        if held is not None and free is not None:
            assert held.provider == free.providers[0], f"held with {held.provider}, but the oracle says {free}"
            self.holds.append(held)

    async def _hold(self, session: AsyncSession, question: Question, starts_at: datetime) -> Kept:
        ask = await self.installed.ask(session, question)
        row, secret = await holding.hold(session, ask, starts_at)
        number = self.installed.provider_ids.index(row.provider_id)
        minutes = self.configuration.service.duration
        return Kept(row.id, secret, starts_at, minutes, number, self.now, Taken(row.claim_id, row.claim_seat_id))

    async def prolong(self, kept: Kept) -> None:
        """Keep it a little longer."""
        await self._try(
            "prolong",
            lambda session: self._with_office(session, holding.prolong, kept.id, kept.secret, now=self.now),
            Refusal,
        )

    async def release(self, kept: Kept) -> None:
        """Give it back."""
        await self._try(
            "release",
            lambda session: self._with_office(session, holding.release, kept.id, kept.secret, now=self.now),
            Refusal,
        )

    async def book(self, kept: Kept, contact: Contact) -> None:
        """Make a promise, or a request, of it. Nobody is refused a time that the oracle says is still theirs."""
        expected = self._still_free_for(kept)
        refused: list[Refusal] = []
        made = await self._try("book", lambda session: self._book(session, kept, contact), Refusal, refused=refused)
        if made is not None and made[1] not in self.seats:
            assert expected, f"booked {kept}, which the oracle says cannot be"
            self.seats.append(made[1])
            if made[2]:
                self.requests.append(made[0])
        for refusal in refused:
            by_person = isinstance(refusal, ActiveLimitReached | AlreadyBookedThen)
            gone = isinstance(refusal, TimeInPast | holding.HoldExpired)
            assert by_person or gone or not expected, f"{refusal!r} for {kept}, which the oracle says is free"

    async def _book(self, session: AsyncSession, kept: Kept, contact: Contact) -> tuple[UUID, UUID, bool]:
        wish = Booking(contact, "Europe/London", "en", sms_consent=False)
        appointment, seat = await self._with_office(
            session,
            booking.book,
            wish,
            hold_id=kept.id,
            hold_secret=kept.secret,
            secret_key=SECRET_KEY,
            actor=CONSUMER,
            now=self.now,
        )
        return appointment.id, seat.id, appointment.confirmed_at is None

    async def move(self, seat_id: UUID, starts_at: datetime, provider: int | None, actor: Actor) -> None:
        """Somebody wants to come at another time, or with somebody else. What is refused is as before."""
        async with db.begin(self.sessions) as session:
            row = (await session.execute(_OF_SEAT, {"seat": seat_id})).one()
        if row.confirmed_at is None or row.starts_at == starts_at:
            self.happened["move: nothing to do"] += 1
            return
        minutes = int((row.ends_at - row.starts_at) / MINUTE)
        question = replace(
            self.question,
            provider=provider,
            duration=minutes,
            unlocked=actor.kind != "consumer",
            ignoring=self._own(row.claim_id, row.claim_seat_id),
        )
        free, refused = self._free(question, starts_at), list[Refusal]()
        await self._try(
            "move a place" if row.claim_seat_id else "move",
            lambda session: changing_places.move_anybody(
                session,
                office_id=self.installed.office_id,
                seat_id=seat_id,
                starts_at=starts_at,
                provider_id=self.installed.provider_ids[provider] if provider is not None else None,
                actor=actor,
                now=self.now,
            ),
            Refusal,
            refused=refused,
        )
        assert refused or free, f"moved to {starts_at}, which the oracle says is not free"
        wrong = [refusal for refusal in refused if isinstance(refusal, SlotTaken)]
        assert not wrong or not free, f"{wrong} for {starts_at}, which the oracle says is {free}"

    async def give_up(self, seat_id: UUID, actor: Actor) -> None:
        """Cancel, or leave a group."""
        await self._try(
            "give up",
            lambda session: places.give_up(
                session, office_id=self.installed.office_id, seat_id=seat_id, reason=None, actor=actor, now=self.now
            ),
            Refusal,
        )

    async def answer(self, appointment_id: UUID, *, yes: bool) -> None:
        """Approve or decline a request."""
        which: dict[str, Any] = {"office_id": self.installed.office_id, "appointment_id": appointment_id}
        async with db.begin(self.sessions) as session:
            row = (await session.execute(_OF_REQUEST, {"id": appointment_id})).one()
        question = replace(
            self.question,
            provider=self.installed.provider_ids.index(row.provider_id),
            duration=int((row.ends_at - row.starts_at) / MINUTE),
            asked_at=row.requested_at if row.requested_at < self.now else None,
            unlocked=True,
            ignoring=self._own(row.claim_id, None),
        )
        free = self._free(question, row.starts_at)

        async def answer(session: AsyncSession) -> object:
            if yes:
                return await requests.approve(session, **which, actor=STAFF, now=self.now)
            return await requests.decline(session, **which, reason="No.", actor=STAFF, now=self.now)

        refused: list[Refusal] = []
        done = await self._try("approve" if yes else "decline", answer, Refusal, refused=refused)
        if yes and row.confirmed_at is None:
            assert done is None or free, f"approved for {row.starts_at}, which the oracle says is not free"
            wrong = [refusal for refusal in refused if isinstance(refusal, SlotTaken)]
            assert not wrong or not free, f"{wrong} for {row.starts_at}, which the oracle says is {free}"

    async def pass_time(self, minutes: int, *, sweep: bool) -> None:
        """The clock goes on; what ran out is closed, as the worker would do it, and perhaps tidied up."""
        self.now += minutes * MINUTE
        desk = Desk(plain_settings(), self.sessions, cast(Acs, None))
        for appointment_id in self.requests:
            await requests.expire_request(
                desk, office_id=self.installed.office_id, appointment_id=appointment_id, now=self.now
            )
        if sweep:
            async with db.begin(self.sessions) as session:
                await claims.sweep(session, now=self.now)

    async def change(self, configuration: Configuration) -> None:
        """The office decides otherwise: everything is written down anew, except who works here and what is taken."""
        async with db.begin(self.sessions) as session:
            await self.installed.rewrite(session, configuration)
        self.configuration = configuration
        self.allowed, self.limits_are_new = {}, True

    # What must be true after every act

    async def examine(self, *, every: int) -> list[str]:
        """The table of claims, the limits, and one truth about what is free."""
        async with db.begin(self.sessions, read_only=True) as session:
            wrong = await examine(session, self.installed.office_id, now=self.now)
            await self._read_claims(session)
            wrong += self._limits_exceeded()
            question = self.question
            truly = {free.starts_at: free for free in free_starts(self.configuration, question)}
            ask = await self.installed.ask(session, question)
            listed = [
                self.installed.free(slot)
                for slot in await slots(session, ask, from_at=question.from_at, to_at=question.to_at)
            ]
            wrong += differences_in(listed, truly)
            marks = sorted({*sorted(truly)[::every], question.from_at + 5 * MINUTE, question.from_at + 605 * MINUTE})
            for start, why in (await explain_all(session, ask, marks)).items():
                slot = await slot_at(session, ask, start)
                said = self.installed.free(slot) if slot else None
                if said != truly.get(start) or bool(why) == bool(said):
                    wrong.append(f"{start}: alone {said}, truly {truly.get(start)}, explained by {why}")
        return wrong

    @property
    def question(self) -> Question:
        """Of anybody, for all days that the test looks at."""
        return Question(self.from_at, self.to_at, self.now)

    def starts(self) -> list[datetime]:
        """What is free for anybody by the oracle."""
        return [free.starts_at for free in free_starts(self.configuration, self.question)]

    async def _read_claims(self, session: AsyncSession) -> None:
        found = []
        self.claim_ids, self.place_ids = [], []
        for row in await session.execute(_CLAIMS, {"office": self.installed.office_id}):
            seats = row.places or []
            found.append(
                Claim(
                    self.installed.provider_ids.index(row.provider_id),
                    row.starts_at,
                    row.ends_at,
                    before=int((row.starts_at - row.during.lower) / MINUTE),
                    after=int((row.during.upper - row.ends_at) / MINUTE),
                    seats=row.seats,
                    places=tuple(row.deaths) if row.seats > 1 else (row.expires_at,),
                    reason=row.reason,
                    created_at=row.created_at,
                )
            )
            self.claim_ids.append(row.id)
            self.place_ids.append(seats)
        self.configuration = replace(self.configuration, claims=tuple(found))

    def _limits_exceeded(self) -> list[str]:
        """No limit is passed, unless it was set under what was booked already; then nothing is added."""
        oracle, wrong = Oracle(self.configuration, self.question), []
        visits: dict[tuple[Limit, object, object], list[Living]] = {}
        for limit in self.configuration.limits:
            for living in oracle.live:
                whose = living.claim.provider if limit.scope == "provider" else None
                if limit.provider in (None, whose):
                    visits.setdefault((limit, whose, oracle.period(living.starts, limit.period)), []).append(living)
        for key, counted in visits.items():
            limit = key[0]
            now = (len(counted), sum(living.ends - living.starts for living in counted))
            at_most = tuple(most if most is not None else 10**6 for most in (limit.count, limit.minutes))
            allowed = tuple(map(max, at_most, now)) if self.limits_are_new else self.allowed.get(key, at_most)
            if any(map(int.__gt__, now, allowed)):
                wrong.append(f"{limit}: {now} visits and minutes in {key[2]}, of {key[1]}")
            self.allowed[key] = tuple(map(max, at_most, map(min, allowed, now)))
        self.limits_are_new = False
        return wrong

    # How

    def _free(self, question: Question, starts_at: datetime) -> Free | None:
        narrow = replace(question, from_at=starts_at, to_at=starts_at + MINUTE)
        found = free_starts(self.configuration, narrow)
        return found[0] if found else None

    def _own(self, claim_id: UUID, place_id: UUID | None) -> tuple[int, int | None] | None:
        if claim_id not in self.claim_ids:
            return None
        index = self.claim_ids.index(claim_id)
        if place_id is None:
            return index, None
        return (index, self.place_ids[index].index(place_id)) if place_id in self.place_ids[index] else None

    def _still_free_for(self, kept: Kept) -> bool:
        own = self._own(kept.taken.claim_id, kept.taken.seat_id)
        dies_at = None
        if own is not None:
            claim = self.configuration.claims[own[0]]
            dies_at = claim.places[own[1] or 0]
        live = dies_at is not None and dies_at > self.now
        question = replace(
            self.question,
            provider=kept.provider,
            duration=kept.minutes,
            asked_at=kept.created_at if live and kept.created_at < self.now else None,
            ignoring=own,
        )
        return self._free(question, kept.starts_at) is not None

    async def _with_office(
        self, session: AsyncSession, verb: Callable[..., Awaitable[Any]], *by: Any, **said: Any
    ) -> Any:
        return await verb(session, await session.get_one(OfficeRow, self.installed.office_id), *by, **said)

    async def _try(
        self,
        name: str,
        act: Callable[[AsyncSession], Awaitable[Any]],
        *allowed: type[Refusal],
        refused: list[Refusal] | None = None,
    ) -> Any:
        try:
            async with db.begin(self.sessions) as session:
                done = await act(session)
                await self._read_claims(session)
        except allowed as refusal:
            self.happened[f"{name}: {type(refusal).__name__}"] += 1
            if refused is not None:
                refused.append(refusal)
            return None
        self.happened[name] += 1
        return done


_OF_SEAT = text(
    "SELECT lower(appointment.during) AS starts_at, upper(appointment.during) AS ends_at, appointment.claim_id,"
    " seat.claim_seat_id, appointment.confirmed_at"
    " FROM seat JOIN appointment ON appointment.id = seat.appointment_id WHERE seat.id = :seat"
)
_OF_REQUEST = text(
    "SELECT lower(during) AS starts_at, upper(during) AS ends_at, provider_id, claim_id, requested_at, confirmed_at"
    " FROM appointment WHERE id = :id"
)
_CLAIMS = text(
    "SELECT claim.*, (SELECT array_agg(id ORDER BY id) FROM claim_seat WHERE claim_id = claim.id) AS places,"
    " (SELECT array_agg(expires_at ORDER BY id) FROM claim_seat WHERE claim_id = claim.id) AS deaths"
    " FROM claim WHERE office_id = :office ORDER BY claim.id"
)
