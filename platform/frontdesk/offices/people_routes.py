"""Who works here: the list, roles, invitations, coming back; and the invitation's own page."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import managers_only, person_if_any, staff_only
from frontdesk.auth.queries import person_name
from frontdesk.auth.roles import Role, Staff
from frontdesk.auth.routes import seen, session_cookie
from frontdesk.auth.schemas import SessionSeen, initials
from frontdesk.auth.tables import Invitation
from frontdesk.offices import accepting, invitations, queries
from frontdesk.offices import staff as people
from frontdesk.offices.people_schemas import (
    Acceptance,
    InvitationOpened,
    InvitationSeen,
    InvitationToken,
    InvitationWish,
    NewProvider,
    StaffChange,
    StaffList,
    StaffMember,
)


@get("/offices/{office:str}/staff", guards=[staff_only], tags=["Staff: people"])
async def list_staff(
    session: NamedDependency[AsyncSession], staff: NamedDependency[Staff], office: FromPath[str]
) -> StaffList:
    """List who works here, who did, and who is invited."""
    rows = await people.staff_rows(session, staff.office_id)
    names = {row.id: row.name for row in rows}
    waiting = await invitations.open_invitations(session, staff.office_id)
    return StaffList([_member(row) for row in rows], [_invitation(one, names.get(one.invited_by)) for one in waiting])


@patch("/offices/{office:str}/staff/{person_id:uuid}", guards=[managers_only], tags=["Staff: people"])
async def change_member(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    person_id: FromPath[UUID],
    data: JSONBody[StaffChange],
) -> StaffMember:
    """Give somebody another role, or other consumers to see. Only owners make owners, and one always stays."""
    await people.change_member(session, staff, person_id, data, now=clock.now())
    return await _one(session, staff.office_id, person_id)


@post("/offices/{office:str}/staff/{person_id:uuid}/provider", guards=[managers_only], tags=["Staff: people"])
async def let_see_consumers(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    person_id: FromPath[UUID],
    data: JSONBody[NewProvider],
) -> StaffMember:
    """Let somebody who works here see consumers, too, at once in these services."""
    here = await queries.office_by_id(session, staff.office_id)
    person = await people.person_of_member(session, here.id, person_id)
    await people.let_see_consumers(session, here, person, data, actor=staff.actor, now=clock.now())
    return await _one(session, here.id, person_id)


@post("/offices/{office:str}/staff/{person_id:uuid}/reactivation", guards=[managers_only], tags=["Staff: people"])
async def reactivate(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    person_id: FromPath[UUID],
) -> StaffMember:
    """Let somebody back in, as what they were."""
    await people.reactivate_member(session, staff, person_id, now=clock.now())
    return await _one(session, staff.office_id, person_id)


@post("/offices/{office:str}/invitations", guards=[managers_only], tags=["Staff: people"])
async def invite(
    request: Request[Any, Any, Any],
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    data: JSONBody[InvitationWish],
) -> InvitationSeen:
    """Invite somebody by e-mail; the link in it is good for seven days."""
    key = request.app.state.settings.secret_key
    made = await invitations.invite(session, staff, data, secret_key=key, now=clock.now())
    return _invitation(made, await person_name(session, made.invited_by))


@post("/offices/{office:str}/invitations/{invitation_id:uuid}/sending", guards=[managers_only], tags=["Staff: people"])
async def send_again(
    request: Request[Any, Any, Any],
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    invitation_id: FromPath[UUID],
) -> InvitationSeen:
    """Send an invitation again, good for another seven days; the former mail opens nothing any more."""
    key = request.app.state.settings.secret_key
    sent = await invitations.send_again(session, staff, invitation_id, secret_key=key, now=clock.now())
    return _invitation(sent, await person_name(session, sent.invited_by))


@delete("/offices/{office:str}/invitations/{invitation_id:uuid}", guards=[managers_only], tags=["Staff: people"])
async def revoke(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    invitation_id: FromPath[UUID],
) -> None:
    """Take an invitation back; its mail opens nothing any more."""
    await invitations.revoke(session, staff, invitation_id, now=clock.now())


@post("/invitations/opening", status_code=200, tags=["Sign-in"])
async def open_invitation(
    session: NamedDependency[AsyncSession], data: JSONBody[InvitationToken]
) -> InvitationOpened:  # fmt: skip
    """Tell what an invitation is for. The token comes from the address's fragment, so it is in no log."""
    found = await accepting.opened(session, data.token, now=clock.now())
    new = invitations.provider_of(found.invitation)
    return InvitationOpened(
        office_name=found.office.name,
        office_slug=found.office.slug,
        office_colour=found.office.colour,
        role=Role(found.invitation.role),
        email=found.invitation.email,
        name=new.name if new else None,
        invited_by=found.invited_by,
        known=found.person is not None and found.person.password_hash is not None,
        expires_at=found.invitation.expires_at,
    )


@post("/invitations/acceptance", status_code=200, tags=["Sign-in"])
async def accept(
    request: Request[Any, Any, Any], session: NamedDependency[AsyncSession], data: JSONBody[Acceptance]
) -> Response[SessionSeen]:
    """Come in, signed in at once. Who is known gives their password, or is signed in already."""
    already = await person_if_any(request)
    person, secret = await accepting.accept(
        request.app.state.sessions,
        data,
        signed_in=already.id if already else None,
        address=request.client.host if request.client else "unknown",
        now=clock.now(),
    )
    return Response(await seen(session, person), cookies=[session_cookie(request, secret)])


async def _one(session: AsyncSession, office_id: UUID, person_id: UUID) -> StaffMember:
    return next(_member(row) for row in await people.staff_rows(session, office_id) if row.id == person_id)


def _member(row: Any) -> StaffMember:
    return StaffMember(
        id=row.id,
        name=row.name,
        email=row.email,
        initials=initials(row.name),
        role=Role(row.role),
        own_only=row.own_only,
        sees_consumers=row.sees_consumers,
        state="active" if row.deactivated_at is None else "deactivated",
        last_signed_in_at=row.last_signed_in_at,
        deactivated_at=row.deactivated_at,
    )


def _invitation(invitation: Invitation, invited_by: str | None) -> InvitationSeen:
    new = invitations.provider_of(invitation)
    return InvitationSeen(
        id=invitation.id,
        email=invitation.email,
        role=Role(invitation.role),
        own_only=invitation.own_only,
        sees_consumers=new is not None,
        name=new.name if new else None,
        invited_by=invited_by,
        sent_at=invitation.sent_at,
        expires_at=invitation.expires_at,
        state=invitations.invitation_state(invitation, now=clock.now()),
    )


route_handlers = [
    list_staff,
    change_member,
    let_see_consumers,
    reactivate,
    invite,
    send_again,
    revoke,
    open_invitation,
    accept,
]
