"""Coming in by an invitation: the mail shows who may, the password who it is. Good once, also for two at the same moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import audit, db
from frontdesk.audit import Actor
from frontdesk.auth.passwords import PASSWORD_LENGTH_MIN, hash_password, password_fits
from frontdesk.auth.queries import anybody_by_email
from frontdesk.auth.rations import forgive, spend
from frontdesk.auth.roles import Role
from frontdesk.auth.sessions import WrongPassword, open_session
from frontdesk.auth.tables import Invitation, Membership, Person
from frontdesk.db import Sessions, new_id
from frontdesk.errors import Conflict, Gone, Invalid
from frontdesk.events import announce
from frontdesk.offices import queries
from frontdesk.offices.invitations import UnknownInvitation, provider_of, token_hash
from frontdesk.offices.people_schemas import Acceptance
from frontdesk.offices.staff import bring_back, let_see_consumers, lock_staff
from frontdesk.offices.tables import Office, Provider


class InvitationExpired(Gone):
    """This invitation has run out. Ask for a new one."""


class InvitationUsed(Gone):
    """This invitation was accepted already. Sign in."""


class PasswordTooShort(Invalid):
    """A password needs twelve characters or more."""


class NameNeeded(Invalid):
    """Please tell us your name."""


class KnownMeanwhile(Conflict):
    """Somebody with this address came in at the same moment. Open the invitation again."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An invitation with what its page shows."""

    invitation: Invitation
    office: Office
    person: Person | None
    invited_by: str | None


async def opened(session: AsyncSession, token: str, *, now: datetime, lock: bool = False) -> Opened:
    """Find what a token opens; raises UnknownInvitation, InvitationExpired, InvitationUsed."""
    wanted = select(Invitation).where(Invitation.token_hash == token_hash(token))
    invitation = await session.scalar(wanted.with_for_update() if lock else wanted)
    if invitation is None or invitation.revoked_at is not None:
        raise UnknownInvitation()
    if invitation.accepted_at is not None:
        raise InvitationUsed()
    if invitation.expires_at <= now:
        raise InvitationExpired()
    office = await queries.office_by_id(session, invitation.office_id)
    inviter = await session.get(Person, invitation.invited_by) if invitation.invited_by else None
    person = await anybody_by_email(session, invitation.email)
    return Opened(invitation, office, person, inviter.name if inviter else None)


async def accept(
    sessions: Sessions, acceptance: Acceptance, *, signed_in: UUID | None, address: str, now: datetime
) -> tuple[Person, str]:
    """Let somebody in; answers them and the secret of a new session. `signed_in`: who is already, in this browser.

    Short transactions, as at sign-in: a try counts even if the rest fails, and none waits for the slow hash. Raises
    UnknownInvitation, InvitationExpired, InvitationUsed, NameNeeded, PasswordTooShort, WrongPassword, TooManyAttempts.
    """
    async with db.begin(sessions) as session:
        await spend(session, "invitation", address, at_most=100, within=timedelta(minutes=15), now=now)
        found = await opened(session, acceptance.token, now=now)
    known = found.person if found.person is not None and found.person.password_hash is not None else None
    if known is not None:
        if known.id != signed_in:
            await _check_password(sessions, known, acceptance.password or "", now=now)
        return await _let_in(sessions, acceptance.token, name=None, password_hash=None, known=known.id, now=now)
    name = " ".join((acceptance.name or "").split())
    if not any(letter.isalpha() for letter in name) or not name.isprintable():
        raise NameNeeded(errors=[{"field": "name", "message": NameNeeded.__doc__}])
    if len(acceptance.password or "") < PASSWORD_LENGTH_MIN:
        raise PasswordTooShort(errors=[{"field": "password", "message": PasswordTooShort.__doc__}])
    password_hash = await hash_password(acceptance.password or "")
    try:
        return await _let_in(sessions, acceptance.token, name=name, password_hash=password_hash, known=None, now=now)
    except IntegrityError as error:
        raise KnownMeanwhile() from error


async def _check_password(sessions: Sessions, person: Person, password: str, *, now: datetime) -> None:
    async with db.begin(sessions) as session:
        await spend(session, "sign_in", person.email, at_most=10, within=timedelta(minutes=15), now=now)
    if not await password_fits(password, person.password_hash):
        raise WrongPassword(errors=[{"field": "password", "message": WrongPassword.__doc__}])
    async with db.begin(sessions) as session:
        await forgive(session, "sign_in", person.email)


async def _let_in(
    sessions: Sessions, token: str, *, name: str | None, password_hash: str | None, known: UUID | None, now: datetime
) -> tuple[Person, str]:
    async with db.begin(sessions) as session:
        found = await opened(session, token, now=now, lock=True)
        invitation, person = found.invitation, found.person
        await lock_staff(session, invitation.office_id)
        if (person is not None and person.password_hash is not None) != (known is not None):
            raise KnownMeanwhile()
        if person is None:
            person = Person(id=new_id(), email=invitation.email, name=name or "", created_at=now)
            session.add(person)
        if password_hash is not None:
            person.name, person.password_hash = name or person.name, password_hash
        person.deactivated_at = None
        await session.flush()
        await _join(session, found, person, now=now)
        invitation.accepted_at, invitation.person_id = now, person.id
        return person, open_session(session, person, now=now)


async def _join(session: AsyncSession, found: Opened, person: Person, *, now: datetime) -> None:
    invitation, office, actor = found.invitation, found.office, Actor("staff", person.id)
    member = await session.scalar(
        select(Membership).where(Membership.office_id == office.id, Membership.person_id == person.id)
    )
    if member is None:
        member = Membership(id=new_id(), office_id=office.id, person_id=person.id, created_at=now)
        session.add(member)
    elif member.deactivated_at is not None:
        await bring_back(session, member, actor=actor, now=now)
    member.role, member.own_only = Role(invitation.role).value, invitation.own_only
    await session.flush()
    audit.record(
        session,
        actor,
        "invitation.accepted",
        ("person", person.id),
        office_id=office.id,
        now=now,
        after={"role": member.role, "own_only": member.own_only},
    )
    new = provider_of(invitation)
    if new is not None and await session.get(Provider, (office.id, person.id)) is None:
        await let_see_consumers(session, office, person, new, actor=actor, now=now)
    announce(session, "staff.changed", person.id, to=[office.id])
