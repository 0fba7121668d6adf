"""Rooms, through the real SDKs: the window, the roster, pages, repeated requests, exact refusals."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from azure.communication.rooms import ParticipantRole, RoomParticipant, RoomsClient
from azure.communication.rooms.aio import RoomsClient as AsyncRoomsClient
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.core.pipeline.policies import SansIOHTTPPolicy
from azure.core.rest import HttpRequest

from .conftest import Azure, Remote, Running, User

DAY = timedelta(days=1)


def now() -> datetime:
    return datetime.now(UTC)


def moment(given: object) -> datetime:
    """Read an instant of a room: the SDK hands over the service's own text."""
    return datetime.fromisoformat(str(given))


def seen(room: Any) -> tuple[object, ...]:
    """Return everything a room says of itself."""
    return (room.id, room.created_at, room.valid_from, room.valid_until, room.pstn_dial_out_enabled)


def invited(user: User, role: ParticipantRole | None = None) -> RoomParticipant:
    return RoomParticipant(communication_identifier=user.identifier, role=role)  # type: ignore[arg-type]  # None is what the SDK sends by default


def refusal(act: Callable[[], object]) -> Any:
    """Return what the service says against `act`, with its status."""
    with pytest.raises(HttpResponseError) as refused:
        act()
    return refused.value


def detail_of(error: HttpResponseError) -> tuple[str | None, str | None]:
    assert error.error is not None
    [detail] = error.error.details
    return detail.code, detail.target


def test_a_room_without_dates_is_open_for_180_days(azure: Azure) -> None:
    room = azure.rooms().create_room()
    assert len(room.id) in (16, 17)
    assert room.id.startswith("99")
    assert moment(room.valid_until) - moment(room.valid_from) == timedelta(days=180)
    assert abs(moment(room.valid_from) - now()) < timedelta(seconds=10)
    assert room.pstn_dial_out_enabled is False
    assert seen(azure.rooms().get_room(room.id)) == seen(room)


def test_the_given_instants_come_back_exactly(azure: Azure) -> None:
    starts, ends = now() + timedelta(hours=1, microseconds=123457), now() + DAY
    room = azure.rooms().create_room(valid_from=starts, valid_until=ends, pstn_dial_out_enabled=True)
    assert (moment(room.valid_from), moment(room.valid_until), room.pstn_dial_out_enabled) == (starts, ends, True)
    naive = datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=1, microseconds=3)
    without_zone = azure.rooms().create_room(valid_from=naive)
    assert moment(without_zone.valid_from) == naive.replace(tzinfo=UTC)
    half = azure.rooms().create_room(valid_from=starts)
    assert moment(half.valid_until) == starts + timedelta(days=180)


@pytest.mark.parametrize(
    ("starts", "ends", "target"),
    [
        (181 * DAY, None, "ValidFrom"),
        (None, -DAY, "ValidUntil"),
        (2 * DAY, DAY, "ValidUntil"),
        (DAY, DAY, "ValidUntil"),
        (DAY, 182 * DAY, "ValidUntil"),
        (None, 181 * DAY, "ValidUntil"),
    ],
)
def test_a_window_that_breaks_the_rules_is_refused(
    azure: Azure, starts: timedelta | None, ends: timedelta | None, target: str
) -> None:
    base = now()
    window: Any = {"valid_from": starts and base + starts, "valid_until": ends and base + ends}
    error = refusal(lambda: azure.rooms().create_room(**window))
    assert error.status_code == 400
    assert error.error.code == "BadRequest"
    assert detail_of(error) == ("BadArgument", target)
    assert error.response.headers["x-ms-error-code"] == "BadRequest"


def test_exactly_180_days_are_allowed(azure: Azure) -> None:
    starts = now() + DAY
    assert azure.rooms().create_room(valid_from=starts, valid_until=starts + 180 * DAY).id


def test_an_update_changes_only_what_is_given(azure: Azure) -> None:
    starts, ends = now() + DAY, now() + 2 * DAY
    room = azure.rooms().create_room(valid_from=starts, valid_until=ends, pstn_dial_out_enabled=True)
    moved = azure.rooms().update_room(room_id=room.id, valid_until=ends + DAY)
    assert (moment(moved.valid_from), moment(moved.valid_until), moved.pstn_dial_out_enabled) == (
        starts,
        ends + DAY,
        True,
    )
    muted = azure.rooms().update_room(room_id=room.id, pstn_dial_out_enabled=False)
    assert (moment(muted.valid_until), muted.pstn_dial_out_enabled) == (ends + DAY, False)
    assert seen(azure.rooms().get_room(room.id)) == seen(muted)
    error = refusal(lambda: azure.rooms().update_room(room_id=room.id, valid_until=starts - timedelta(hours=1)))
    assert detail_of(error) == ("BadArgument", "ValidUntil")
    assert moment(azure.rooms().get_room(room.id).valid_until) == ends + DAY


@pytest.mark.parametrize("room_id", ["invalid_id", "123"])
def test_an_id_of_the_wrong_shape_is_a_bad_request(azure: Azure, room_id: str) -> None:
    rooms = azure.rooms()
    acts: list[Callable[[], object]] = [
        lambda: rooms.get_room(room_id),
        lambda: rooms.update_room(room_id=room_id, pstn_dial_out_enabled=True),
        lambda: rooms.delete_room(room_id),
        lambda: rooms.remove_participants(room_id=room_id, participants=[]),
        lambda: list(rooms.list_participants(room_id)),
    ]
    for act in acts:
        error = refusal(act)
        assert (error.status_code, error.error.code) == (400, "BadRequest")
        assert "Invalid room ID length." in error.message


def test_an_unknown_or_deleted_room_is_not_found(azure: Azure) -> None:
    rooms, room = azure.rooms(), azure.rooms().create_room()
    rooms.delete_room(room.id)
    acts: list[Callable[[str], object]] = [
        rooms.get_room,
        rooms.delete_room,
        lambda room_id: rooms.update_room(room_id=room_id),
        lambda room_id: rooms.remove_participants(room_id=room_id, participants=[]),
        lambda room_id: list(rooms.list_participants(room_id)),
    ]
    for room_id in (room.id, "99000000000000001"):
        for act in acts:
            with pytest.raises(ResourceNotFoundError) as refused:
                act(room_id)
            assert refused.value.error is not None
            assert refused.value.error.code == "NotFound"


def test_the_roster_is_added_to_changed_and_taken_from(azure: Azure) -> None:
    rooms, one, two, three = azure.rooms(), azure.user(), azure.user(), azure.user()
    room = rooms.create_room(participants=[invited(one, ParticipantRole.PRESENTER), invited(two)])

    def roster() -> dict[str, object]:
        return {who.communication_identifier.raw_id: who.role for who in rooms.list_participants(room.id)}

    assert roster() == {one.id: "Presenter", two.id: "Attendee"}
    rooms.add_or_update_participants(
        room_id=room.id,
        participants=[invited(two, ParticipantRole.CONSUMER), invited(three, ParticipantRole.COLLABORATOR)],
    )
    assert roster() == {one.id: "Presenter", two.id: "Consumer", three.id: "Collaborator"}
    rooms.add_or_update_participants(room_id=room.id, participants=[invited(two)])
    assert roster()[two.id] == "Attendee"
    rooms.remove_participants(room_id=room.id, participants=[one.identifier, azure.user().identifier])
    assert roster() == {two.id: "Attendee", three.id: "Collaborator"}


def test_what_is_no_user_or_no_role_is_refused(azure: Azure, emulator: Running) -> None:
    rooms, user = azure.rooms(), azure.user()
    room = rooms.create_room()
    wrong_user = {"participants": {"wrong_mri": {"role": "Attendee"}}}
    wrong_role = {"participants": {user.id: {"role": "Kafka"}}}
    for body, message in ((wrong_user, "Invalid format for communication identifier."), (wrong_role, "")):
        request = HttpRequest(
            "PATCH",
            f"{emulator.endpoint}/rooms/{room.id}/participants?api-version=2025-03-13",
            json=body,
            headers={"Content-Type": "application/merge-patch+json"},
        )
        answer = rooms._rooms_service_client._client.send_request(request)  # the SDK offers no way to say nonsense
        assert answer.status_code == 400
        assert message in answer.json()["error"]["message"]
    detail = answer.json()["error"]["details"][0]
    assert (detail["code"], detail["target"]) == ("BadArgument", f"$.participants.{user.id}.role")


def test_collaborators_exist_from_the_newest_version_on(azure: Azure) -> None:
    rooms = azure.rooms(api_version="2024-04-15")
    error = refusal(lambda: rooms.create_room(participants=[invited(azure.user(), ParticipantRole.COLLABORATOR)]))
    assert error.status_code == 400


@pytest.mark.parametrize("version", [None, "2025-03-13"])
def test_many_rooms_and_participants_come_in_pages(azure: Azure, version: str | None) -> None:
    rooms = azure.rooms(**({"api_version": version} if version else {}))
    users = [azure.user() for _ in range(7)]
    made = [rooms.create_room(participants=[invited(user) for user in users]) for _ in range(7)]
    listed = [room.id for room in rooms.list_rooms()]
    assert listed[:7] == [room.id for room in reversed(made)]
    assert len(listed) == len(set(listed))
    roster = [who.communication_identifier.raw_id for who in rooms.list_participants(made[0].id)]
    assert roster == [user.id for user in users]


def test_pages_stay_true_while_rooms_come_and_go(azure: Azure, emulator: Running) -> None:
    if isinstance(emulator, Remote):
        pytest.skip("needs pages of three rooms")
    rooms = azure.rooms()
    made = [rooms.create_room() for _ in range(6)]
    pages = rooms.list_rooms().by_page()
    first = [room.id for room in next(pages)]
    rooms.create_room()
    rooms.delete_room(first[-1])
    second = [room.id for room in next(pages)]
    assert first + second == [room.id for room in reversed(made)]


class SameRequestId(SansIOHTTPPolicy[Any, Any]):
    """Send every create under one repeatability id, as a transport retry does."""

    def __init__(self) -> None:
        self.id = str(uuid.uuid4())
        self.results: list[str | None] = []

    def on_request(self, request: Any) -> None:
        request.http_request.headers["Repeatability-Request-ID"] = self.id

    def on_response(self, request: Any, response: Any) -> None:
        self.results.append(response.http_response.headers.get("Repeatability-Result"))


def test_a_repeated_create_makes_one_room(azure: Azure) -> None:
    policy = SameRequestId()
    rooms: RoomsClient = azure.rooms(per_call_policies=[policy])
    starts, ends = now(), now() + DAY
    first = rooms.create_room(valid_from=starts, valid_until=ends)
    again = rooms.create_room(valid_from=starts, valid_until=ends)
    assert again.id == first.id
    assert policy.results == ["accepted", "accepted"]
    assert refusal(lambda: rooms.create_room(valid_from=starts, valid_until=ends + DAY)).status_code == 400


def test_validity_follows_the_shifted_clock(other_emulator: Running) -> None:
    with Azure(other_emulator) as azure:
        room = azure.rooms().create_room()
        assert abs(moment(room.valid_from) - now() - 7 * DAY) < timedelta(seconds=20)
        error = refusal(lambda: azure.rooms().create_room(valid_until=now() + DAY))
        assert detail_of(error) == ("BadArgument", "ValidUntil")


async def test_every_operation_works_asynchronously(emulator: Running, azure: Azure) -> None:
    user = azure.user()
    async with AsyncRoomsClient.from_connection_string(
        emulator.connection_string, connection_verify=emulator.ca
    ) as rooms:
        room = await rooms.create_room(participants=[invited(user)])
        assert (await rooms.get_room(room.id)).id == room.id
        assert (await rooms.update_room(room_id=room.id, pstn_dial_out_enabled=True)).pstn_dial_out_enabled
        await rooms.add_or_update_participants(
            room_id=room.id, participants=[invited(azure.user(), ParticipantRole.PRESENTER) for _ in range(4)]
        )
        assert len([who async for who in rooms.list_participants(room.id)]) == 5
        await rooms.remove_participants(room_id=room.id, participants=[user.identifier])
        assert len([who async for who in rooms.list_participants(room.id)]) == 4
        assert room.id in [listed.id async for listed in rooms.list_rooms()]
        await rooms.delete_room(room.id)
        with pytest.raises(ResourceNotFoundError):
            await rooms.get_room(room.id)
