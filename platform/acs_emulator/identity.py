"""The identity service: users and their tokens."""

from __future__ import annotations

import re
import uuid
from typing import Any

import jwt
import msgspec
from litestar import Router, delete, post

from acs_emulator.clock import iso_micros
from acs_emulator.errors import AcsError, denied
from acs_emulator.signing import entra_claims, signed_by_resource
from acs_emulator.state import Emulator
from acs_emulator.tokens import LIFETIME_MINUTES_MAX, LIFETIME_MINUTES_MIN, SCOPES
from acs_emulator.wire import Answer, Call, answer, empty, known_version, read

GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
TEAMS_SCOPES = ("chat", "voip")


class CreateUser(msgspec.Struct, rename="camel"):
    """Body of a new user, with or without a token."""

    create_token_with_scopes: list[str] | None = None
    expires_in_minutes: int | None = None


class IssueToken(msgspec.Struct, rename="camel"):
    """Body of a token request."""

    scopes: list[str] | None = None
    expires_in_minutes: int | None = None


class ExchangeTeamsToken(msgspec.Struct, rename="camel"):
    """Body of an exchange of a Teams user's Entra token."""

    token: str = ""
    app_id: str = ""
    user_id: str = ""


@post("/identities", name="identity.create")
async def create(request: Call, emulator: Emulator) -> Answer:
    """Create a user, and a token when scopes are given."""
    wish = await read(request, CreateUser)
    scopes = wish.create_token_with_scopes
    if scopes:
        check_token_wish(scopes, wish.expires_in_minutes)
    emulator.limits.count("identity.create_with_token" if scopes else "identity.create")
    user = emulator.people.create()
    body: dict[str, Any] = {"identity": {"id": user.id}}
    if scopes:
        body["accessToken"] = issued(emulator, user.id, scopes, wish.expires_in_minutes)
    return answer(body, 201)


@post("/identities/{user_id:str}/:issueAccessToken", name="identity.issue_token")
async def issue_token(request: Call, emulator: Emulator, user_id: str) -> Answer:
    """Issue a further token; those issued before stay valid."""
    wish = await read(request, IssueToken)
    scopes = check_token_wish(wish.scopes, wish.expires_in_minutes)
    return answer(issued(emulator, user_id, scopes, wish.expires_in_minutes))


@post("/identities/{user_id:str}/:revokeAccessTokens", name="identity.revoke_tokens")
async def revoke_tokens(emulator: Emulator, user_id: str) -> Answer:
    """End every token issued so far."""
    emulator.people.revoke(user_id)
    return empty()


@delete("/identities/{user_id:str}", name="identity.delete", status_code=200)
async def delete_user(emulator: Emulator, user_id: str) -> Answer:
    """Delete a user and end its tokens; a user that is not there is no error."""
    emulator.people.delete(user_id)
    return empty()


@post("/teamsUser/:exchangeAccessToken", name="identity.exchange_teams_token")
async def exchange_teams_token(request: Call, emulator: Emulator) -> Answer:
    """Trade the Entra token of a Teams user for a token of this resource."""
    wish = await read(request, ExchangeTeamsToken)
    for name, value in (("AppId", wish.app_id), ("UserId", wish.user_id)):
        if not GUID.fullmatch(value):
            raise AcsError(400, "ValidationError", f"Invalid {name}: it must be a GUID.", target=name)
    try:
        jwt.decode(wish.token, options={"verify_signature": False, "verify_aud": False, "verify_exp": True})
    except jwt.PyJWTError as error:
        raise AcsError(401, "InvalidToken", "The provided Azure AD token is not valid.", target="token") from error
    user = emulator.people.adopt(f"8:orgid:{wish.user_id.lower()}")
    return answer(issued(emulator, user.id, TEAMS_SCOPES, None))


async def exchange_entra_token(request: Call, emulator: Emulator) -> Answer:
    """Trade an Entra user's bearer token for a token of this resource, as the common credential does."""
    authorization = request.headers.get("authorization", "")
    if not authorization.startswith("Bearer "):
        raise denied()
    claims = entra_claims(authorization.removeprefix("Bearer "))
    emulator.limits.count(request.route_handler.name or "")
    owner = f"{claims.get('tid', '')}/{claims.get('oid') or claims.get('sub', '')}"
    resource = emulator.people.resource_id
    user = emulator.people.adopt(f"8:acs:{resource}_{uuid.uuid5(uuid.UUID(resource), owner)}")
    return answer({"identity": {"id": user.id}, "accessToken": issued(emulator, user.id, TEAMS_SCOPES, None)})


exchange_entra = post("/access/entra/:exchangeAccessToken", name="identity.exchange_entra_token", status_code=200)(
    exchange_entra_token
)
exchange_teams_extension = post(
    "/access/teamsExtension/:exchangeAccessToken", name="identity.exchange_teams_extension_token", status_code=200
)(exchange_entra_token)


def check_token_wish(scopes: list[str] | None, lifetime_minutes: int | None) -> list[str]:
    """Return the scopes, each once. Raises AcsError 400 `ValidationError` for missing or unknown ones, or a bad lifetime."""
    if not scopes:
        raise AcsError(400, "ValidationError", "The Scopes field is required.", target="Scopes")
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown:
        raise AcsError(400, "ValidationError", f"Invalid scopes - {', '.join(unknown)}.", target="Scopes")
    if lifetime_minutes is not None and not LIFETIME_MINUTES_MIN <= lifetime_minutes <= LIFETIME_MINUTES_MAX:
        message = (
            f"Invalid value '{lifetime_minutes}': the lifetime of a token must be within "
            f"the interval [{LIFETIME_MINUTES_MIN}, {LIFETIME_MINUTES_MAX}] minutes."
        )
        raise AcsError(400, "ValidationError", message, target="ExpiresInMinutes")
    return list(dict.fromkeys(scopes))


def issued(
    emulator: Emulator, user_id: str, scopes: list[str] | tuple[str, ...], lifetime_minutes: int | None
) -> dict[str, str]:
    """Issue a token and return it as it stands in answers."""
    token, expires = emulator.people.issue(user_id, scopes, lifetime_minutes)
    return {"token": token, "expiresOn": iso_micros(expires)}


signed_router = Router(
    path="/",
    guards=[signed_by_resource, known_version],
    route_handlers=[create, issue_token, revoke_tokens, delete_user, exchange_teams_token],
)
router = Router(
    path="/",
    route_handlers=[
        signed_router,
        Router(path="/", guards=[known_version], route_handlers=[exchange_entra, exchange_teams_extension]),
    ],
)
