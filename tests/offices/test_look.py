"""The office's look: a logo known by its content, texts of the pages, presets that apply in parts."""

import hashlib
import struct
import zlib
from typing import Any

import httpx
import pytest

from frontdesk.auth.roles import Role
from tests.cast import Cast, sign_in
from tests.conftest import MakeClient


def png(width: int = 2, height: int = 2) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = b"".join(b"\0" + b"\x0b\x6a\x87" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
    )  # fmt: skip


JPEG = (
    b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + b"\0" * 9 + b"\xff\xc0\0\x11\x08" + struct.pack(">HH", 8, 9)
)  # fmt: skip
WEBP = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f" + struct.pack("<I", 7 | 7 << 14)


@pytest.mark.parametrize(("content", "media_type"), [(png(), "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")])
async def test_a_logo_is_shown_to_everybody_under_an_address_of_its_own(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, content: bytes, media_type: str
) -> None:
    set_ = await olive.put(f"/offices/{maple.slug}/logo", content=content, headers={"Content-Type": "image/gif"})
    assert set_.status_code == 200, set_.text
    address = set_.json()["logo_url"]
    assert hashlib.sha256(content).hexdigest()[:32] in address
    page = (await browser().get(f"/offices/{maple.slug}")).json()
    session = (await olive.get("/session")).json()["memberships"][0]["office"]
    assert page["logo_url"] == session["logo_url"] == address
    shown = await browser().get(address.removeprefix("/api/v1"))
    assert (shown.content, shown.headers["content-type"]) == (content, media_type), "by content, not by what was said"
    assert "immutable" in shown.headers["cache-control"]
    assert shown.headers["x-content-type-options"] == "nosniff"


async def test_another_logo_has_another_address_and_the_old_one_stays_for_old_letters(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    addresses = []
    for content in (png(2), png(3)):
        set_ = await olive.put(f"/offices/{maple.slug}/logo", content=content)
        addresses.append(set_.json()["logo_url"].removeprefix("/api/v1"))
    assert len(set(addresses)) == 2
    assert [(await browser().get(address)).status_code for address in addresses] == [200, 200]
    removed = await olive.delete(f"/offices/{maple.slug}/logo")
    assert removed.json()["logo_url"] is None
    assert (await browser().get(f"/offices/{maple.slug}")).json()["logo_url"] is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "logo_unreadable"),
        (b"GIF89a" + b"\0" * 40, "logo_unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "logo_unreadable"),
        (b"<html></html>", "logo_unreadable"),
        (png()[:18], "logo_unreadable"),
        (b"\xff\xd8\xff\xe0", "logo_unreadable"),
        (b"RIFF\x1a\0\0\0WEBPNOPE", "logo_unreadable"),
        (png(0), "logo_unreadable"),
        (png(4097, 1), "logo_too_large"),
    ],
)
async def test_what_is_no_small_picture_is_refused(
    maple: Cast, olive: httpx.AsyncClient, content: bytes, code: str
) -> None:
    refused = await olive.put(f"/offices/{maple.slug}/logo", content=content, headers={"Content-Type": "image/png"})
    assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_a_picture_of_a_megabyte_is_refused_at_the_door(maple: Cast, olive: httpx.AsyncClient) -> None:
    refused = await olive.put(f"/offices/{maple.slug}/logo", content=png() + b"\0" * 1_000_000)
    assert refused.status_code == 413


async def test_the_logo_of_another_office_is_not_there(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient, sessions: Any, now: Any
) -> None:
    from tests.cast import oak_lane

    oak = await oak_lane(sessions, now=now)
    address = (await olive.put(f"/offices/{maple.slug}/logo", content=png())).json()["logo_url"]
    elsewhere = address.removeprefix("/api/v1").replace(maple.slug, oak.slug)
    assert (await browser().get(elsewhere)).status_code == 404


async def test_texts_and_colour_are_on_the_pages_at_once_and_null_gives_the_house_words_back(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    texts = {
        "welcome_text": "Good to see you.\nPlease choose.",
        "booked_note": "Bring your list.",
        "waiting_title": "Take a seat",
        "waiting_subtitle": "We will call you.",
        "colour": "#8A2BE2",
        "region": "DE",
    }
    changed = await olive.patch(f"/offices/{maple.slug}/profile", json=texts)
    assert changed.status_code == 200, changed.text
    page = (await browser().get(f"/offices/{maple.slug}")).json()
    assert {name: page[name] for name in texts if name not in ("colour", "region")} == {
        name: said for name, said in texts.items() if name not in ("colour", "region")
    }
    assert (page["colour"], changed.json()["region"]) == ("#8a2be2", "DE")
    await olive.patch(f"/offices/{maple.slug}/profile", json={"waiting_title": None})
    assert (await browser().get(f"/offices/{maple.slug}")).json()["waiting_title"] is None


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"welcome_text": ""}, 400),
        ({"waiting_title": "two\nlines"}, 400),
        ({"booked_note": "x" * 501}, 400),
        ({"logo": "x"}, 400),
        ({"region": "ZZ"}, 422),
    ],
)
async def test_what_does_not_fit_the_look_is_refused(
    maple: Cast, olive: httpx.AsyncClient, change: dict[str, Any], status: int
) -> None:
    assert (await olive.patch(f"/offices/{maple.slug}/profile", json=change)).status_code == status


async def test_a_preset_applies_what_is_wished_of_it_and_nothing_twice(
    maple: Cast, olive: httpx.AsyncClient, browser: MakeClient
) -> None:
    address = f"/offices/{maple.slug}/presets"
    shown = {one["name"]: one for one in (await olive.get(address)).json()["presets"]}
    assert list(shown) == ["healthcare", "finance", "support", "none"]
    before = (await olive.get(f"/offices/{maple.slug}/profile")).json()
    wish = {"name": "finance", "services": ["Loan appointment"], "texts": False, "colour": False}
    assert (await olive.post(address, json=wish)).json() == before, "neither texts nor colour were wished"
    for _ in range(2):
        assert (await olive.post(address, json=wish | {"texts": True, "colour": True})).status_code == 200
    page = (await browser().get(f"/offices/{maple.slug}")).json()
    assert [service["name"] for service in page["services"]] == ["Follow-up visit", "Loan appointment"]
    assert set(page["services"][1]["provider_ids"]) == {str(one) for one in maple.provider_ids}
    assert (page["colour"], page["welcome_text"]) == (shown["finance"]["colour"], shown["finance"]["welcome_text"])
    services = (await olive.get(f"/offices/{maple.slug}/services")).json()["items"]
    loan = next(service for service in services if service["name"] == "Loan appointment")
    example = next(one for one in shown["finance"]["services"] if one["name"] == "Loan appointment")
    assert {name: loan[name] for name in example} == example


async def test_a_preset_without_such_a_service_is_refused(maple: Cast, olive: httpx.AsyncClient) -> None:
    wish = {"name": "finance", "services": ["Haircut"]}
    refused = await olive.post(f"/offices/{maple.slug}/presets", json=wish)
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown_example")


@pytest.mark.parametrize("role", [Role.SCHEDULER, Role.PROVIDER, Role.VIEWER])
async def test_only_managers_change_the_look(maple: Cast, browser: MakeClient, role: Role) -> None:
    client = await sign_in(browser(), maple, role)
    seen = [
        (await client.put(f"/offices/{maple.slug}/logo", content=png())).status_code,
        (await client.delete(f"/offices/{maple.slug}/logo")).status_code,
        (await client.post(f"/offices/{maple.slug}/presets", json={"name": "none", "services": []})).status_code,
    ]
    assert seen == [403, 403, 403]
