"""Azure's hook, and the calendar file of a visit."""

import hmac
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath

from frontdesk import clock, db
from frontdesk.acs.event_grid import (
    CallEnded,
    EmailReport,
    Event,
    ParticipantJoined,
    ParticipantLeft,
    SmsReceived,
    SmsReport,
    Validation,
    read_events,
)
from frontdesk.appointments.guards import Holder, holder_of_link
from frontdesk.appointments.links import link_token, link_url
from frontdesk.desk import Desk
from frontdesk.errors import NotAllowed
from frontdesk.messages.calendar import calendar_file
from frontdesk.messages.queries import occasion_of_seat
from frontdesk.messages.receipts import email_reported, sms_reported
from frontdesk.messages.replies import text_received
from frontdesk.visits import presence

DELIVERY_BYTES_MAX = 1_200_000  # Event Grid delivers at most 1 MB at once


class HookRefused(NotAllowed):
    """This door is Azure's."""


@post("/hooks/event-grid", status_code=200, request_max_body_size=DELIVERY_BYTES_MAX, include_in_schema=False)
async def event_grid(request: Request[Any, Any, Any]) -> dict[str, str]:
    """Hear what Event Grid delivers (?code= must be the secret). Whatever is not answered with 200 comes again."""
    desk: Desk = request.app.state.desk
    given = request.query_params.get("code", "")
    if not hmac.compare_digest(given.encode(), desk.settings.hook_secret.encode()):
        raise HookRefused()
    answer: dict[str, str] = {}
    for event in read_events(await request.body()):
        if isinstance(event, Validation):
            answer["validationResponse"] = event.code
        else:
            await hear(desk, event)
    return answer


async def hear(desk: Desk, event: Event) -> None:
    """Hand an event to whom it concerns. Hearing it again changes nothing."""
    if isinstance(event, SmsReport):
        await sms_reported(desk, event)
    elif isinstance(event, EmailReport):
        await email_reported(desk, event)
    elif isinstance(event, SmsReceived):
        await text_received(desk, event)
    elif isinstance(event, ParticipantJoined | ParticipantLeft | CallEnded):
        await presence.heard(desk, event)


@get("/api/v1/visits/{visit_id:uuid}/calendar.ics", guards=[holder_of_link], tags=["Visit"], media_type="text/calendar")
async def calendar(request: Request[Any, Any, Any], visit_id: FromPath[UUID]) -> Response[bytes]:
    """Give the visit as a calendar file, as it now stands."""
    desk: Desk = request.app.state.desk
    holder: Holder = request.scope["state"]["holder"]
    async with db.begin(desk.sessions, read_only=True) as session:
        occasion = await occasion_of_seat(session, office_id=holder.office_id, seat_id=holder.seat_id)
    token = link_token(desk.settings.secret_key, seat_id=holder.seat_id, version=occasion.link_version)
    link = link_url(desk.settings.origin, token)
    return Response(
        calendar_file(occasion, link=link, sender=desk.acs.email.sender, stamped_at=clock.now(), method="plain"),
        media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="visit.ics"', "Cache-Control": "no-store"},
    )


route_handlers = [event_grid, calendar]
