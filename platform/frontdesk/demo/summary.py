"""What a person sees when the demo is open."""

import json
from pathlib import Path

from frontdesk.demo.screen import Screen
from frontdesk.demo.wish import Addresses, Wish


def show_empty(screen: Screen, words: str, addresses: Addresses, wish: Wish) -> None:
    """Show where the first-run guide begins, with the setup code; or, once it has been, where to sign in."""
    begins = next((word for word in words.split() if "/setup#" in word), None)
    rows = [("Set up your office", begins, "")] if begins else [("Sign in", f"{addresses.public_url}/sign-in", "")]
    rows.append(("Texts and mails", addresses.inbox_url, ""))
    screen.summary(rows, [f"Data and logs are in {wish.folder}. Ctrl-C stops everything; EMPTY=1 RESET=1 starts over."])


def show_summary(screen: Screen, demo_office: Path, addresses: Addresses, wish: Wish) -> None:
    """Show where to book, where to sign in as whom, and where texts and mails arrive."""
    office = json.loads(demo_office.read_text())
    rows = [
        ("Book a visit", f"{addresses.public_url}/book/{office['slug']}", ""),
        ("Sign in", f"{addresses.public_url}/sign-in", "password"),
    ]
    rows += [(f"  as {person['role']}", person["email"], person["password"]) for person in office["people"]]
    rows.append(("Texts and mails", addresses.inbox_url, ""))
    footer = [f"Data and logs are in {wish.folder}. Ctrl-C stops everything; the next start goes on from here."]
    if wish.reload:
        footer.append("Python, SQL and page changes are picked up by themselves.")
    screen.summary(rows, footer)
