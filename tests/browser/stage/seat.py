"""One person's browser in a call: what it shows, what it receives, and what it complained about."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from playwright.async_api import BrowserContext, ConsoleMessage, Page, TimeoutError

MESSAGES_OF_OTHERS = ("Download the React DevTools",)


@dataclass
class Seat:
    """One person's browser, with everything it complained about."""

    page: Page
    context: BrowserContext
    name: str
    foreign_requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    async def holds(self, script: str, what: object = None, seconds: float = 15) -> None:
        """Wait until an expression over the adapter's state (`s`) and `what` is true."""
        code = (
            f"(what) => {{ const s = window.__frontdeskStage?.adapter.getState(); return Boolean(s && ({script})); }}"
        )
        try:
            await self.page.wait_for_function(code, arg=what, timeout=seconds * 1000, polling=50)
        except TimeoutError as late:
            raise AssertionError(f"{self.name}: not {script!r}, but {await self.account()}") from late

    async def account(self) -> str:
        """Tell what this page knows, for the words of a failure."""
        known = await self.page.evaluate(ACCOUNT)
        return f"{json.dumps(known, indent=1)} {self.complaints}"

    async def happened(self, what: str, seconds: float = 15) -> None:
        """Wait until the stage has told this of its connection or its end."""
        try:
            await self.page.wait_for_function(
                "(what) => window.happened?.includes(what)", arg=what, timeout=seconds * 1000, polling=50
            )
        except TimeoutError as late:
            raise AssertionError(f"{self.name}: no {what!r}, but {await self.account()}") from late

    async def sees_the_other(self, seconds: float = 20) -> None:
        """Wait until the other person's picture plays on the page."""
        await self.holds(SEES_THE_OTHER, seconds=seconds)

    async def received(self) -> dict[str, int]:
        """Return what the connections of this page have received so far."""
        sums: dict[str, int] = await self.page.evaluate("() => window.__frontdeskStage.received()")
        return sums

    async def receives_more_than(self, before: dict[str, int], frames: int = 10, packets: int = 20) -> None:
        """Wait until so many more frames were decoded and packets of sound came in."""
        wanted = {"frames": before["framesDecoded"] + frames, "packets": before["audioPackets"] + packets}
        await self.page.wait_for_function(
            "async (wanted) => { const now = await window.__frontdeskStage.received();"
            " return now.framesDecoded >= wanted.frames && now.audioPackets >= wanted.packets; }",
            arg=wanted,
            timeout=15_000,
            polling=100,
        )

    async def press(self, ui_id: str) -> None:
        """Press a button of the composite, by its test id."""
        await self.page.locator(f'[data-ui-id="{ui_id}"]').first.click(timeout=10_000)


ACCOUNT = """async () => {
    const probe = window.__frontdeskStage;
    const s = probe?.adapter.getState();
    const others = Object.values(s?.call?.remoteParticipants ?? {}).map((other) => {
        const video = other.videoStreams[1].view?.target.querySelector('video');
        return {
            name: other.displayName, muted: other.isMuted, camera: other.videoStreams[1].isAvailable,
            view: Boolean(video), connected: video?.isConnected, width: video?.videoWidth, ready: video?.readyState,
            paused: video?.paused, tracks: video?.srcObject?.getTracks().map((t) => [t.readyState, t.muted]),
        };
    });
    const errors = Object.values(s?.latestCallErrors ?? {}).map((error) => error.message);
    return { happened: window.happened, page: s?.page, others, errors, received: await probe?.received() };
}"""

SEES_THE_OTHER = """(() => {
    const other = Object.values(s.call?.remoteParticipants ?? {})[0];
    const video = other?.videoStreams[1].view?.target.querySelector('video');
    return video?.isConnected && video.videoWidth > 0 && video.getVideoPlaybackQuality().totalVideoFrames > 0;
})()"""


def listen_to(seat: Seat, own: tuple[str, ...]) -> None:
    """Note requests to other hosts, errors, warnings and policy violations."""

    def asked(url: str) -> None:
        if not url.startswith((*own, "data:", "blob:")):
            seat.foreign_requests.append(url)

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(MESSAGES_OF_OTHERS):
            seat.complaints.append(f"{message.type}: {message.text}")

    seat.page.on("request", lambda request: asked(request.url))
    seat.page.on("console", said)
    seat.page.on("pageerror", lambda error: seat.complaints.append(f"page error: {error}"))
