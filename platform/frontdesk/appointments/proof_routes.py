"""Have a code sent, and type it in. What is answered tells nothing about the address, only about the asker's own hold."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from frontdesk import clock, db
from frontdesk.appointments.holding import hold_by_secret
from frontdesk.appointments.proving import carry_over, open_hold, prove_by_code
from frontdesk.appointments.schemas import Locale, Secret
from frontdesk.consumers.codes import Channel, WrongCode, checked_address, leave_code, tries_left
from frontdesk.errors import Invalid
from frontdesk.offices import queries as offices


class OneProofAtATime(Invalid):
    """Give either the code, or the hold with which it was confirmed before."""


class CodeWish(msgspec.Struct, forbid_unknown_fields=True):
    secret: Secret
    channel: Channel
    address: Annotated[str, Meta(min_length=3, max_length=254)]
    locale: Locale = "en"


class CodeOnItsWay(msgspec.Struct):
    """Said whatever the address is: whether something arrives there is seen there only."""

    channel: Channel
    expires_at: datetime
    now: datetime


class EarlierHold(msgspec.Struct, forbid_unknown_fields=True):
    id: UUID
    secret: Secret


class ProofWish(msgspec.Struct, forbid_unknown_fields=True):
    """The code as typed; or, after picking another time, the hold with which the contact was confirmed before."""

    secret: Secret
    code: Annotated[str, Meta(max_length=20)] | None = None
    earlier_hold: EarlierHold | None = None


class ProofSeen(msgspec.Struct):
    """The address that a booking with this hold may now use."""

    channel: str
    address: str
    proven_at: datetime


@post("/offices/{office:str}/holds/{hold_id:uuid}/codes", status_code=202, tags=["Booking"])
async def send_code(
    request: Request[Any, Any, Any], office: FromPath[str], hold_id: FromPath[UUID], data: JSONBody[CodeWish]
) -> CodeOnItsWay:
    """Have a code of six digits sent, good for ten minutes; the ones before it no longer count."""
    now = clock.now()
    async with db.begin(request.app.state.sessions) as session:
        here = await offices.office_named(session, office)
        held = await open_hold(session, here, hold_id, data.secret)
        code = await leave_code(
            session,
            here,
            hold_id=held.id,
            channel=data.channel,
            address=checked_address(here, data.channel, data.address),
            locale=data.locale,
            network_address=request.client.host if request.client else "unknown",
            now=now,
        )
    return CodeOnItsWay(data.channel, code.expires_at, now)


@post("/offices/{office:str}/holds/{hold_id:uuid}/proof", status_code=200, tags=["Booking"])
async def prove(
    request: Request[Any, Any, Any], office: FromPath[str], hold_id: FromPath[UUID], data: JSONBody[ProofWish]
) -> ProofSeen:
    """Confirm the contact by the code. Five wrong ones, and it is dead: 409 code_dead."""
    if (data.code is None) == (data.earlier_hold is None):
        raise OneProofAtATime()
    now, secret_key = clock.now(), request.app.state.settings.secret_key
    async with db.begin(request.app.state.sessions) as session:  # a wrong try commits, so that it counts
        here = await offices.office_named(session, office)
        held = await open_hold(session, here, hold_id, data.secret)
        proven, left = True, 0
        if data.earlier_hold is not None:
            earlier = data.earlier_hold
            carry_over(held, await hold_by_secret(session, here, earlier.id, earlier.secret, lock=False), now=now)
        elif data.code is not None:
            typed = "".join(data.code.split())
            proven = await prove_by_code(session, here, held, typed, secret_key=secret_key, now=now)
            left = await tries_left(session, here, held.id)
    if not proven:
        raise WrongCode(errors=[{"field": "code", "message": WrongCode.__doc__}], tries_left=left)
    assert held.proven_channel is not None
    assert held.proven_address is not None
    assert held.proven_at is not None
    return ProofSeen(held.proven_channel, held.proven_address, held.proven_at)


route_handlers = [send_code, prove]
