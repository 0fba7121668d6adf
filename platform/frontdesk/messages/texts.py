"""SMS: what a text says, and how many segments it costs. No service, no consumer's name, nothing that tells why."""

from datetime import timedelta

from frontdesk.messages.dates import clock_time, moment, say
from frontdesk.messages.queries import Occasion

_GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_7_TWICE = frozenset("\f^{}\\[~]|€")  # from the extension table: two places each
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})


def write_text(kind: str, occasion: Occasion, link: str) -> str:
    """Write the text of a kind, such as confirmation or reminder. The way out is said where it costs nothing."""
    zone, locale = occasion.reader_zone, occasion.locale
    door_opens_at = occasion.starts_at - timedelta(minutes=occasion.door_opens_minutes)
    elsewhere = kind == "reminder" and occasion.modality != "video"
    words = "reminder_elsewhere" if elsewhere else "reassigned" if kind == "change" and occasion.reassigned else kind
    text = say(
        locale,
        "texts",
        words,
        office=occasion.office_name,
        provider=occasion.provider_name,
        when=moment(occasion.starts_at, zone, locale),
        door=clock_time(door_opens_at, zone),
        link=link,
    ).translate(_PLAIN)
    with_way_out = text + say(locale, "texts", "stop")
    return with_way_out if segments(with_way_out) == segments(text) else text


def write_code_text(code: str, office_name: str, locale: str) -> str:
    """Write the text that carries a code."""
    return say(locale, "texts", "code", office=office_name, code=code).translate(_PLAIN)


def segments(text: str) -> int:
    """Count what the carrier bills: 160 characters of GSM-7 (153 each when split), otherwise 70 of UCS-2 (67 each).

    A character that takes two places is never split between segments, so the count goes character by character.
    """
    if all(character in _GSM_7 or character in _GSM_7_TWICE for character in text):
        widths = [2 if character in _GSM_7_TWICE else 1 for character in text]
        alone, split = 160, 153
    else:
        widths = [len(character.encode("utf-16-be")) // 2 for character in text]
        alone, split = 70, 67
    if sum(widths) <= alone:
        return 1
    count, room = 1, split
    for width in widths:
        if width > room:
            count, room = count + 1, split
        room -= width
    return count
