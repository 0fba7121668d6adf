"""The calendar board of the office."""

from datetime import date
from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from frontdesk import clock
from frontdesk.auth.guards import staff_only
from frontdesk.auth.roles import Staff
from frontdesk.dashboard.board import board_of
from frontdesk.dashboard.board_schemas import Board


@get("/offices/{office:str}/board", guards=[staff_only], tags=["Staff: day"])
async def read_board(
    session: NamedDependency[AsyncSession],
    staff: NamedDependency[Staff],
    office: FromPath[str],
    from_day: Annotated[date, QueryParameter(name="from")],
    to_day: Annotated[date, QueryParameter(name="to")],
) -> Board:
    """Read the calendar between two dates of the office, the second not included; a provider reads their own column."""
    return await board_of(session, staff, from_day=from_day, to_day=to_day, now=clock.now())


route_handlers = [read_board]
