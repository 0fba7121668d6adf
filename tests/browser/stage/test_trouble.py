"""When something is missing or breaks: no devices, refused devices, a closed door, an emulator that dies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import Browser, expect

from tests.browser.stage.azure import clients

if TYPE_CHECKING:
    from tests.browser.stage.azure import Azure, EmulatorProcess
    from tests.browser.stage.conftest import SitDown

PRIYA, CASEY = ("Dr Priya", "Presenter"), ("Casey", "Attendee")
OTHER = "Object.values(s.call?.remoteParticipants ?? {})[0]"
OFF = {"cameraOn": False, "microphoneOn": False}
SAY = "(words) => window.__frontdeskStage.adapter.sendMessage(words)"


async def test_without_camera_and_microphone_on_one_still_joins(azure: Azure, sit_down: SitDown) -> None:
    visit = await azure.visit(PRIYA, CASEY)
    priya = await sit_down(visit, "Dr Priya", expected="connected")
    casey = await sit_down(visit, "Casey", devices=OFF, expected="connected")

    await casey.sees_the_other()
    await priya.holds(f"{OTHER}.isMuted && !{OTHER}.videoStreams[1].isAvailable")
    await casey.holds("s.call.isMuted && s.call.localVideoStreams.length === 0")

    await casey.press("call-composite-microphone-button")
    await casey.press("call-composite-camera-button")
    await priya.holds(f"!{OTHER}.isMuted")
    await priya.sees_the_other()


async def test_with_refused_permissions_one_still_joins(
    azure: Azure, sit_down: SitDown, denying_chromium: Browser
) -> None:
    visit = await azure.visit(PRIYA, CASEY)
    priya = await sit_down(visit, "Dr Priya", expected="connected")
    casey = await sit_down(visit, "Casey", browser=denying_chromium, permissions=(), expected="connected")

    await casey.sees_the_other()
    await casey.holds("s.devices.deviceAccess?.audio === false && s.devices.deviceAccess.video === false")
    await priya.holds(f"{OTHER}.isMuted && !{OTHER}.videoStreams[1].isAvailable")
    await casey.page.evaluate(SAY, "I can write, at least")
    await priya.holds("Object.values(s.chat.chatMessages).some((m) => m.content.message === 'I can write, at least')")


async def test_on_a_machine_without_devices_one_still_joins(
    azure: Azure, sit_down: SitDown, bare_chromium: Browser
) -> None:
    visit = await azure.visit(PRIYA, CASEY)
    await sit_down(visit, "Dr Priya", expected="connected")
    casey = await sit_down(visit, "Casey", browser=bare_chromium, expected="connected")

    await casey.sees_the_other()
    await casey.receives_more_than(await casey.received())


async def test_who_was_uninvited_is_told_so(azure: Azure, sit_down: SitDown) -> None:
    visit = await azure.visit(PRIYA, CASEY)
    await azure.rooms.remove_participants(room_id=visit.room_id, participants=[visit.people["Casey"][0]])

    casey = await sit_down(visit, "Casey")

    await casey.happened("not_invited")


async def test_a_room_that_is_gone_is_told_so(azure: Azure, sit_down: SitDown) -> None:
    visit = await azure.visit(PRIYA, CASEY)
    await azure.rooms.delete_room(room_id=visit.room_id)

    priya = await sit_down(visit, "Dr Priya")

    await priya.happened("room_not_found")


async def test_who_is_taken_off_the_roster_in_the_call_is_removed(azure: Azure, sit_down: SitDown) -> None:
    visit = await azure.visit(PRIYA, CASEY)
    priya = await sit_down(visit, "Dr Priya", expected="connected")
    casey = await sit_down(visit, "Casey", expected="connected")

    await azure.rooms.remove_participants(room_id=visit.room_id, participants=[visit.people["Casey"][0]])

    await casey.happened("removed")
    await priya.holds("Object.keys(s.call.remoteParticipants).length === 0")


@pytest.mark.parametrize("act", ["muteParticipant", "muteAllRemoteParticipants"])
async def test_a_presenter_mutes_somebody(azure: Azure, sit_down: SitDown, act: str) -> None:
    visit = await azure.visit(PRIYA, CASEY)
    priya = await sit_down(visit, "Dr Priya", expected="connected")
    casey = await sit_down(visit, "Casey", expected="connected")
    await priya.holds(f"{OTHER} && !{OTHER}.isMuted")

    await priya.page.evaluate(
        "([act, id]) => window.__frontdeskStage.adapter[act](id)", [act, visit.people["Casey"][0].raw_id]
    )

    await casey.holds("s.call.isMuted && s.latestCallErrors['Call.mutedByOthers']")
    await priya.holds(f"{OTHER}.isMuted")


async def test_words_are_edited_and_taken_back_on_both_sides(azure: Azure, sit_down: SitDown) -> None:
    visit = await azure.visit(PRIYA, CASEY)
    priya = await sit_down(visit, "Dr Priya", expected="connected")
    casey = await sit_down(visit, "Casey", expected="connected")
    words = "Object.values(s.chat?.chatMessages ?? {}).map((m) => m.content.message).join()"
    await casey.page.evaluate(SAY, "Helo")
    await priya.holds(f"{words} === 'Helo'")
    change = (
        "([act, ...more]) => { const { adapter } = window.__frontdeskStage;"
        " return adapter[act](Object.keys(adapter.getState().chat.chatMessages)[0], ...more); }"
    )

    await casey.holds("Object.values(s.chat.chatMessages).every((m) => m.status === 'delivered')")
    await casey.page.evaluate(change, ["updateMessage", "Hello"])
    for seat in (priya, casey):
        await seat.holds(f"{words} === 'Hello' && Object.values(s.chat.chatMessages)[0].editedOn")
    await casey.page.evaluate(change, ["deleteMessage"])
    for seat in (priya, casey):
        await seat.holds(f"{words} === ''")


async def test_a_killed_emulator_comes_back_and_so_does_the_call(
    own_emulator: EmulatorProcess, sit_down: SitDown
) -> None:
    async with clients(await own_emulator.start()) as azure:
        visit = await azure.visit(PRIYA, CASEY)
        priya = await sit_down(visit, "Dr Priya", expected="connected")
        casey = await sit_down(visit, "Casey", expected="connected")
        for seat in (priya, casey):
            await seat.sees_the_other()

        await own_emulator.kill()
        for seat in (priya, casey):
            await seat.happened("reconnecting")
        await casey.page.evaluate(SAY, "Are you still there?")
        await casey.holds("Object.values(s.chat.chatMessages)[0].status === 'sending'")
        await priya.receives_more_than(await priya.received())
        await own_emulator.start()

        for seat in (priya, casey):
            await seat.page.wait_for_function(
                "() => window.happened.filter((what) => what === 'connected').length === 2", timeout=20_000, polling=50
            )
            await seat.holds("Object.values(s.chat.chatMessages).length === 1")
            await seat.holds("Object.values(s.chat.chatMessages)[0].status === 'delivered'")
        for seat in (priya, casey):
            await seat.sees_the_other()
            await seat.receives_more_than(await seat.received())
        await casey.press("call-composite-microphone-button")
        await priya.holds(f"{OTHER}.isMuted")
        await expect(priya.page.locator("[data-visit-call]")).to_be_visible()
    # The browser itself reports each try to connect to an emulator that is not there.
    for seat in (priya, casey):
        seat.complaints = [words for words in seat.complaints if "ERR_CONNECTION" not in words]


async def test_a_browser_that_was_offline_comes_back_by_itself(azure: Azure, sit_down: SitDown) -> None:
    visit = await azure.visit(PRIYA, CASEY)
    priya = await sit_down(visit, "Dr Priya", expected="connected")
    casey = await sit_down(visit, "Casey", expected="connected")
    for seat in (priya, casey):
        await seat.sees_the_other()

    await casey.context.set_offline(True)
    await casey.happened("reconnecting", seconds=25)
    await casey.context.set_offline(False)

    await casey.page.wait_for_function(
        "() => window.happened.filter((what) => what === 'connected').length === 2", timeout=20_000, polling=50
    )
    for seat in (priya, casey):
        await seat.sees_the_other()
        await seat.receives_more_than(await seat.received())
    casey.complaints = [words for words in casey.complaints if "ERR_INTERNET_DISCONNECTED" not in words]
