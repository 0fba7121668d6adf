"""A browser, and the whole product to look at in it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.install_chromium import find_chromium
from tests.browser.product import CHECKOUT, SWITCHES, Person, Product, sit_down

expect.set_options(timeout=40_000)  # people wait; a machine that does other things, too, is slow and not wrong
FAILURES = CHECKOUT / "build" / "failures"
SitDown = Callable[..., Awaitable[Person]]


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Where Chromium is. Without one the browser part fails: it is never skipped."""
    found = find_chromium()
    if found is None:
        pytest.fail("The browser tests need Chromium: run `make chromium`.")
    return found


@pytest.fixture(scope="session")
async def chromium(chromium_path: Path) -> AsyncIterator[Browser]:
    """One browser for the run; everybody gets a context of their own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(chromium_path), args=SWITCHES)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def product(run_folder: Path, pytestconfig: pytest.Config) -> Iterator[Product]:
    """The whole product, open round the clock, shared by the stories of this run. It lives at the hour of `--at`."""
    folder = run_folder / "product"
    folder.mkdir()
    folder.chmod(0o755)
    at: datetime | None = pytestconfig.getoption("at")
    offset = (at - datetime.now(UTC)).total_seconds() if at else 0
    running = Product(folder, "--clock-offset", str(offset))
    try:
        running.until_open()
        running.open_round_the_clock()
        yield running
    finally:
        running.stop()


@pytest.fixture(autouse=True)
def calendar_cleared(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leave the shared product's next hours free for the story after this one."""
    yield
    if "product" in request.fixturenames and not getattr(request.node, "failed", False):
        request.getfixturevalue("product").clear_the_calendar()


@pytest.fixture
async def somebody(chromium: Browser, product: Product, request: pytest.FixtureRequest) -> AsyncIterator[SitDown]:
    """Let somebody sit down at a browser; they leave when the test ends."""
    people: list[Person] = []

    async def sit(name: str, **how: object) -> Person:
        person = await sit_down(chromium, product, name, **how)  # type: ignore[arg-type]  # handed through as given
        people.append(person)
        return person

    yield sit
    failed = getattr(request.node, "failed", False)
    for person in people:
        if failed:
            await person.show(FAILURES / request.node.name)
        await person.context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the fixtures know that a test failed, so that its pages are pictured."""
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]  # a note to the fixture above
    return report
