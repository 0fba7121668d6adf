"""Very many come at once: Casey's page works a moment for its turn, and Casey is asked nothing.

Told last: for ten minutes afterwards everybody at this machine meets it.
"""

import asyncio
from datetime import timedelta

import httpx
from playwright.async_api import Request, expect

from tests.browser.conftest import SitDown
from tests.browser.people import first_time
from tests.browser.product import Product
from tests.browser.rules import offer, today

FREELY = 60  # holds of one network address in ten minutes


async def test_a_crowd_costs_casey_a_moment_and_no_puzzle(product: Product, somebody: SitDown) -> None:
    slug = offer(product, "Crowded talk")
    await _crowd(product, slug)
    casey = await somebody("Casey")
    wishes: list[bool] = []

    def asked(request: Request) -> None:
        if request.url.endswith("/holds"):
            wishes.append("proof_of_work" in (request.post_data_json or {}))

    casey.context.on("request", asked)
    await casey.page.goto(f"{product.url}/book/{product.slug}?service={slug}")
    await first_time(casey.page)
    await expect(casey.page.get_by_role("button", name="Continue to your details").first).to_be_visible()
    assert wishes == [False, True], "without the crowd nobody would be asked to work"
    casey.clean()


async def _crowd(product: Product, slug: str) -> None:
    address = f"{product.url}/api/v1/offices/{product.slug}"
    async with httpx.AsyncClient(timeout=30, headers={"Origin": product.url}) as client:
        office = (await client.get(address)).json()
        service = next(one["id"] for one in office["services"] if one["slug"] == slug)
        day = today(product).date()
        ask = {"service_id": service, "time_zone": "UTC", "from": str(day), "to": str(day + timedelta(days=2))}
        start = (await client.get(f"{address}/slots", params=ask)).json()["slots"][-1]["starts_at"]
        wish = {"service_id": service, "starts_at": start, "time_zone": "UTC"}
        answers = await asyncio.gather(*(client.post(f"{address}/holds", json=wish) for _ in range(FREELY)))
    assert {answer.status_code for answer in answers} <= {200, 201, 409, 429}
