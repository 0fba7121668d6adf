"""What a resource may send from: kinds of numbers and names for texts, domains for mails. Limits and opt-out depend on them."""

from __future__ import annotations

import re
from typing import Literal

PHONE_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
TOLL_FREE = re.compile(r"\+18(00|33|44|55|66|77|88)[0-9]{7}")
SHORT_CODE = re.compile(r"[0-9]{5,6}")
NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}")
MANAGED_DOMAIN = ".azurecomm.net"

TextSender = Literal["a toll-free number", "a short code", "a name", "a number"]


def text_sender(sender: str) -> TextSender | None:
    """Return what a sender of texts is; None for what cannot be one."""
    if TOLL_FREE.fullmatch(sender):
        return "a toll-free number"
    if PHONE_NUMBER.fullmatch(sender):
        return "a number"
    if SHORT_CODE.fullmatch(sender):
        return "a short code"
    return "a name" if NAME.fullmatch(sender) else None


def is_one_way(sender: str) -> bool:
    """Whether nobody can answer: a name has neither answers nor opt-out."""
    return text_sender(sender) == "a name"


def domain_kind(domain: str) -> Literal["a managed domain", "a custom domain"]:
    """Return whose domain a mail comes from: Azure's, or one that the owner has linked."""
    return "a managed domain" if domain.lower().endswith(MANAGED_DOMAIN) else "a custom domain"
