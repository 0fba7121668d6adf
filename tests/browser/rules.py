"""What Olive sets by the API for a story: services with rules of their own, and rules of the whole office."""

import re
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from typing import Any

import httpx

from tests.browser.product import Product


def offer(product: Product, name: str, **rules: Any) -> str:
    """Have a service with Dr Priya, at any hour and without notice unless `rules` say otherwise; answers its slug."""
    with closing(product.as_staff("office manager")) as olive:
        office = f"/offices/{product.slug}"
        people = {one["name"]: one["id"] for one in olive.get(f"{office}/providers").json()["items"]}
        wish = {"name": name, "duration_minutes": 20, "step_minutes": 20, "notice_minutes": 0}
        wish |= {"provider_ids": [people["Dr Priya Raman"]], "move_cutoff_minutes": 0, "cancel_cutoff_minutes": 0}
        return str(_good(olive.post(f"{office}/services", json=wish | rules))["slug"])


def private_link(product: Product, slug: str, **rules: Any) -> str:
    """Give out a private link to a service; answers its address."""
    with closing(product.as_staff("office manager")) as olive:
        office = f"/offices/{product.slug}"
        services = olive.get(f"{office}/services").json()["items"]
        wish = {"name": "For a story", "service_id": next(one["id"] for one in services if one["slug"] == slug)}
        made = _good(olive.post(f"{office}/private-links", json=wish | rules))
    return f"{product.url}/book/{product.slug}#private={made['token']}"


def revoke_private_links(product: Product) -> None:
    """Take every private link back."""
    with closing(product.as_staff("office manager")) as olive:
        address = f"/offices/{product.slug}/private-links"
        for link in olive.get(address).json()["items"]:
            assert olive.delete(f"{address}/{link['id']}").is_success


@contextmanager
def wording(product: Product, text: str) -> Iterator[None]:
    """Let whoever books agree to a wording, for the time of a story."""
    say(product, text)
    try:
        yield
    finally:
        say(product, "")


def say(product: Product, text: str) -> None:
    """Word what whoever books agrees to."""
    with closing(product.as_staff("office manager")) as olive:
        _good(olive.put(f"/offices/{product.slug}/consent", json={"text": text}))


def answer_request(product: Product, visit_id: str, *, no: str | None = None) -> None:
    """Approve a request, or decline it with a reason."""
    with closing(product.as_staff("office manager")) as olive:
        visit = f"/offices/{product.slug}/visits/{visit_id}"
        if no is None:
            _good(olive.post(f"{visit}/approval", json={}))
        else:
            _good(olive.put(f"{visit}/declination", json={"reason": no}))


def provider_ids(product: Product, *names: str) -> list[str]:
    """Find people of the office by name."""
    with closing(product.as_staff("office manager")) as olive:
        people = {one["name"]: one["id"] for one in olive.get(f"/offices/{product.slug}/providers").json()["items"]}
    return [people[name] for name in names]


@contextmanager
def office_rules(product: Product, **rules: Any) -> Iterator[None]:
    """Change rules of the whole office, and give them back afterwards: other stories are told in the same office."""
    with closing(product.as_staff("office manager")) as olive:
        address = f"/offices/{product.slug}/profile"
        before = olive.get(address).json()
        _good(olive.patch(address, json=rules))
        try:
            yield
        finally:
            _good(olive.patch(address, json={name: before[name] for name in rules}))


def today(product: Product) -> datetime:
    """Tell the product's own time."""
    return datetime.fromisoformat(httpx.get(f"{product.url}/api/v1/offices/{product.slug}").json()["now"])


def book_by_api(product: Product, slug: str, *, name: str = "Jonas Weber", place: int = 0) -> dict[str, Any]:
    """Book one of the next free times of a service, counted from the first; answers the booking."""
    address = f"/offices/{product.slug}"
    with closing(product.as_staff("office manager")) as client:
        office = client.get(address).json()
        service = next(one for one in office["services"] if one["slug"] == slug)
        first = today(product).date()
        ask = {"service_id": service["id"], "time_zone": "Europe/Berlin", "from": str(first)}
        ask["to"] = str(first + timedelta(days=30))
        slots = client.get(f"{address}/slots", params=ask).json()["slots"]
        wish = {"service_id": service["id"], "starts_at": slots[place]["starts_at"], "time_zone": "Europe/Berlin"}
        held = _good(client.post(f"{address}/holds", json=wish))
        consumer = {"name": name, "email": f"{name.split()[0].lower()}@example.com", "phone": None}
        booking = {"hold_id": held["id"], "hold_secret": held["secret"], "consumer": consumer, "locale": "en"}
        booking |= {"time_zone": "Europe/Berlin", "sms_consent": False}
        return _good(client.post(f"{address}/appointments", json=booking))


def code_in_mail(product: Product, address: str, *, nth: int = 1, seconds: float = 60) -> str:
    """Wait for the nth mail with a code to an address, and read the code in its subject."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        mails = httpx.get(f"{product.inbox}/inbox/contents", timeout=10).json()["mails"]
        mine = [mail for mail in mails if address in str(mail["to"])]
        found = [
            re.match(r"(\d{6}) is your code", mail["subject"]) for mail in sorted(mine, key=lambda mail: mail["at"])
        ]
        codes = [one.group(1) for one in found if one]
        if len(codes) >= nth:
            return codes[nth - 1]
        time.sleep(0.3)
    raise AssertionError(f"no code came to {address}")


def code_in_text(product: Product, number: str, *, seconds: float = 60) -> str:
    """Wait for a text with a code to a phone, and read the code in it."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        texts = httpx.get(f"{product.inbox}/inbox/contents", timeout=10).json()["texts"]
        found = [re.search(r"\b\d{6}\b", text["text"]) for text in texts if text["person"] == number]
        if codes := [one.group() for one in found if one]:
            return codes[-1]
        time.sleep(0.3)
    raise AssertionError(f"no code came to {number}")


def _good(answer: httpx.Response) -> dict[str, Any]:
    assert answer.is_success, answer.text
    told: dict[str, Any] = answer.json()
    return told
