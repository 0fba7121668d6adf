"""Two people in two browsers, with fake cameras and microphones, in a call that is really carried."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from tests.browser.stage.azure import Azure, Visit
    from tests.browser.stage.conftest import SitDown
    from tests.browser.stage.seat import Seat

PRIYA, CASEY = ("Dr Priya", "Presenter"), ("Casey", "Attendee")
OTHER = "Object.values(s.call?.remoteParticipants ?? {})[0]"


async def both(azure: Azure, sit_down: SitDown) -> tuple[Visit, Seat, Seat]:
    """Return a visit with both people in the call, seeing each other."""
    visit = await azure.visit(PRIYA, CASEY)
    priya = await sit_down(visit, "Dr Priya", expected="connected")
    casey = await sit_down(visit, "Casey", expected="connected")
    for seat in (priya, casey):
        await seat.sees_the_other()
    return visit, priya, casey


async def test_two_people_see_and_hear_each_other(azure: Azure, sit_down: SitDown) -> None:
    _visit, priya, casey = await both(azure, sit_down)

    before = [await seat.received() for seat in (priya, casey)]

    assert [sums["connections"] for sums in before] == [1, 1]
    for seat, sums in zip((priya, casey), before, strict=True):
        await seat.receives_more_than(sums)
    await priya.holds(f"{OTHER}.displayName === 'Casey' && {OTHER}.role === 'Attendee'")
    await casey.holds(f"{OTHER}.displayName === 'Dr Priya' && {OTHER}.role === 'Presenter'")


async def test_the_first_picture_comes_each_time(azure: Azure, sit_down: SitDown) -> None:
    seconds = []
    for _round in range(5):
        visit = await azure.visit(PRIYA, CASEY)
        priya = await sit_down(visit, "Dr Priya", expected="connected")
        casey = await sit_down(visit, "Casey")
        await casey.sees_the_other()
        seconds.append(await casey.page.evaluate("() => (performance.now() - window.startedAt) / 1000"))
        for seat in (priya, casey):
            await seat.context.close()
    print(f"first remote picture: median {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s of 5")


async def test_they_write_to_each_other(azure: Azure, sit_down: SitDown) -> None:
    _visit, priya, casey = await both(azure, sit_down)
    for seat in (priya, casey):
        await seat.press("call-with-chat-composite-chat-button")
        await seat.page.locator("#sendbox").wait_for()

    await priya.page.locator("#sendbox").fill("Hello, <b>can</b> you hear me?")
    await priya.page.keyboard.press("Enter")
    await expect(casey.page.get_by_text("Hello, <b>can</b> you hear me?").first).to_be_visible()
    await casey.page.locator("#sendbox").fill("Yes, well")
    await casey.page.keyboard.press("Enter")
    await expect(priya.page.get_by_text("Yes, well").first).to_be_visible()

    await priya.holds("Object.values(s.chat.chatMessages).every((m) => m.status === 'delivered' && m.id)")
    await casey.holds("s.chat.readReceipts.length > 0 && +s.chat.latestReadTime > 0")


async def test_muting_and_the_camera_are_seen_on_the_other_side(azure: Azure, sit_down: SitDown) -> None:
    _visit, priya, casey = await both(azure, sit_down)
    await priya.holds(f"!{OTHER}.isMuted")

    await casey.press("call-composite-microphone-button")
    await priya.holds(f"{OTHER}.isMuted")
    await casey.press("call-composite-microphone-button")
    await priya.holds(f"!{OTHER}.isMuted")
    await casey.press("call-composite-camera-button")
    await priya.holds(f"!{OTHER}.videoStreams[1].isAvailable")
    await casey.press("call-composite-camera-button")

    await priya.holds(f"{OTHER}.videoStreams[1].isAvailable")
    await priya.sees_the_other()


async def test_a_presenter_shares_the_screen(azure: Azure, sit_down: SitDown) -> None:
    _visit, priya, casey = await both(azure, sit_down)
    shown = (
        f"(() => {{ const v = {OTHER}?.videoStreams[2].view?.target.querySelector('video');"
        " return s.call.screenShareRemoteParticipant && v?.isConnected && v.videoWidth > 0; })()"
    )

    await priya.press("call-composite-screenshare-button")
    await casey.holds(shown)
    await priya.press("call-composite-screenshare-button")

    await casey.holds(f"!s.call.screenShareRemoteParticipant && !{OTHER}.videoStreams[2].isAvailable")


async def test_an_attendee_cannot_share(azure: Azure, sit_down: SitDown) -> None:
    _visit, _priya, casey = await both(azure, sit_down)

    await expect(casey.page.locator('[data-ui-id="call-composite-screenshare-button"]')).to_have_count(0)


async def test_a_reload_comes_back_into_the_call(azure: Azure, sit_down: SitDown) -> None:
    _visit, priya, casey = await both(azure, sit_down)

    await casey.page.reload()
    await casey.happened("connected")

    for seat in (priya, casey):
        await seat.sees_the_other()
        await seat.receives_more_than(await seat.received())
    await priya.holds("Object.keys(s.call.remoteParticipants).length === 1")


async def test_a_second_tab_takes_the_call_over(azure: Azure, sit_down: SitDown) -> None:
    visit, priya, casey = await both(azure, sit_down)

    tab = await sit_down(visit, "Casey", expected="connected")

    await casey.happened("replaced")
    await expect(casey.page.locator("[data-visit-call]")).to_have_count(0)
    for seat in (priya, tab):
        await seat.sees_the_other()


async def test_the_presenter_ends_it_for_all(azure: Azure, sit_down: SitDown) -> None:
    _visit, priya, casey = await both(azure, sit_down)

    await priya.press("call-composite-hangup-button")
    await priya.page.get_by_role("menuitem").filter(has_text="End").click()

    await priya.happened("ended by me")
    await casey.happened("ended")
    for seat in (priya, casey):
        await expect(seat.page.locator("[data-visit-call]")).to_have_count(0)


async def test_who_hangs_up_leaves_with_one_press(azure: Azure, sit_down: SitDown) -> None:
    _visit, priya, casey = await both(azure, sit_down)

    await casey.press("call-composite-hangup-button")

    await casey.happened("left by me")
    await priya.holds("Object.keys(s.call.remoteParticipants).length === 0")


async def test_a_deleted_room_ends_the_call_on_every_page(azure: Azure, sit_down: SitDown) -> None:
    visit, priya, casey = await both(azure, sit_down)

    await azure.rooms.delete_room(room_id=visit.room_id)

    for seat in (priya, casey):
        await seat.happened("ended")


async def test_on_a_phone_the_call_fits(azure: Azure, sit_down: SitDown) -> None:
    visit = await azure.visit(PRIYA, CASEY)
    await sit_down(visit, "Dr Priya", expected="connected")
    casey = await sit_down(visit, "Casey", size=(390, 844), expected="connected")
    await casey.sees_the_other()

    overflow = await casey.page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    await casey.press("common-call-composite-more-button")
    await expect(casey.page.get_by_text("People").first).to_be_visible()
    await casey.page.keyboard.press("Escape")
    await casey.page.mouse.click(195, 100)
    await casey.press("call-with-chat-composite-chat-button")
    await expect(casey.page.locator("#sendbox")).to_be_visible()

    assert overflow <= 0


async def test_a_presenter_finds_people_and_the_way_out(azure: Azure, sit_down: SitDown) -> None:
    _visit, priya, _casey = await both(azure, sit_down)

    await priya.press("common-call-composite-people-button")
    await expect(priya.page.get_by_text("In this call")).to_be_visible()
    await priya.press("common-call-composite-more-button")
    await expect(priya.page.get_by_role("menuitem").filter(has_text="View")).to_be_visible()
    await priya.page.keyboard.press("Escape")
    await priya.press("call-composite-hangup-button")

    await expect(priya.page.get_by_role("menuitem").filter(has_text="Leave")).to_be_visible()
