"""Users and tokens, through the real SDKs."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from azure.communication.identity import CommunicationIdentityClient, CommunicationTokenScope
from azure.communication.identity.aio import CommunicationIdentityClient as AsyncIdentityClient
from azure.core.credentials import AccessToken, AzureKeyCredential
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceNotFoundError

from .conftest import CHAT, VOIP, Azure, Remote, Running
from .test_signing import ask

USER_ID = re.compile(r"8:acs:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def claims(token: str) -> dict[str, object]:
    """Decode a token as the Python SDK does: standard base64 alphabet, ASCII."""
    payload = token.split(".")[1]
    decoded: dict[str, object] = json.loads(
        base64.b64decode(payload + "=" * (-len(payload) % 4), validate=True).decode("ascii")
    )
    return decoded


def test_a_user_has_an_id_of_the_resource(azure: Azure) -> None:
    first, second = azure.identity().create_user(), azure.identity().create_user()
    assert USER_ID.fullmatch(first.raw_id)
    assert first.raw_id.split("_")[0] == second.raw_id.split("_")[0]
    assert first.raw_id != second.raw_id


def test_a_token_has_the_documented_shape(azure: Azure) -> None:
    user, token = azure.identity().create_user_and_token(
        [CommunicationTokenScope.CHAT, CommunicationTokenScope.VOIP_JOIN]
    )
    seen = claims(token.token)
    assert seen["skypeid"] == user.raw_id.removeprefix("8:")
    assert seen["scp"] == 1792
    assert seen["acsScope"] == "chat,voip.join"
    assert isinstance(seen["csi"], str)
    assert seen["resourceId"] == user.raw_id.removeprefix("8:acs:").split("_")[0]
    header = json.loads(base64.urlsafe_b64decode(token.token.split(".")[0] + "=="))
    assert header["alg"] == "RS256"
    assert header["typ"] == "JWT"
    assert header["kid"]


def test_a_token_lives_a_day_unless_told_otherwise(azure: Azure) -> None:
    user = azure.identity().create_user()
    now = datetime.now(UTC)
    for lifetime, expected in ((None, timedelta(days=1)), (timedelta(hours=1), timedelta(hours=1))):
        token = azure.identity().get_token(user, [CHAT], token_expires_in=lifetime)
        expires = datetime.fromisoformat(str(token.expires_on))
        assert abs(expires - now - expected) < timedelta(seconds=10)
        assert str(token.expires_on).endswith("+00:00")


@pytest.mark.parametrize("minutes", [59, 1441])
def test_a_lifetime_outside_its_bounds_is_refused(azure: Azure, minutes: int) -> None:
    user = azure.identity().create_user()
    with pytest.raises(HttpResponseError) as refused:
        azure.identity().get_token(user, [CHAT], token_expires_in=timedelta(minutes=minutes))
    assert refused.value.status_code == 400
    assert refused.value.error is not None
    assert refused.value.error.code == "ValidationError"
    assert refused.value.error.target == "ExpiresInMinutes"
    assert str(minutes) in refused.value.message


@pytest.mark.parametrize("minutes", [60, 1440])
def test_a_lifetime_at_its_bounds_is_granted(azure: Azure, minutes: int) -> None:
    token = azure.identity().create_user_and_token([VOIP], token_expires_in=timedelta(minutes=minutes))[1]
    seen = claims(token.token)
    assert seen["exp"] == seen["iat"] + minutes * 60  # type: ignore[operator]  # JSON number


@pytest.mark.parametrize("scopes", [None, [], ["fly"]])
def test_missing_or_unknown_scopes_are_refused(azure: Azure, scopes: list[str] | None) -> None:
    user = azure.identity().create_user()
    with pytest.raises(HttpResponseError) as refused:
        azure.identity().get_token(user, scopes)
    assert refused.value.status_code == 400
    assert refused.value.error is not None
    assert (refused.value.error.code, refused.value.error.target) == ("ValidationError", "Scopes")


def test_a_revoked_token_no_longer_opens_the_chat(azure: Azure) -> None:
    user = azure.user()
    list(azure.chat(user).list_chat_threads())
    azure.identity().revoke_tokens(user.identifier)
    with pytest.raises(ClientAuthenticationError):
        list(azure.chat(user).list_chat_threads())
    fresh = azure.identity().get_token(user.identifier, [CHAT])
    assert list(azure.chat(fresh.token).list_chat_threads()) == []


def test_a_deleted_user_is_gone(azure: Azure) -> None:
    user = azure.user()
    azure.identity().delete_user(user.identifier)
    with pytest.raises(ClientAuthenticationError):
        list(azure.chat(user).list_chat_threads())
    with pytest.raises(ResourceNotFoundError):
        azure.identity().get_token(user.identifier, [CHAT])
    azure.identity().delete_user(user.identifier)


def test_a_revocation_may_take_its_time(other_emulator: Running) -> None:
    with Azure(other_emulator) as azure:
        user = azure.user()
        azure.identity().revoke_tokens(user.identifier)
        assert list(azure.chat(user).list_chat_threads()) == []


def test_a_teams_user_trades_its_token(azure: Azure, emulator: Running) -> None:
    if isinstance(emulator, Remote):
        pytest.skip("needs a resource that takes unsigned Entra tokens")
    guid = "f0c5bf6e-1111-4222-8333-abcdefabcdef"
    entra = unsigned({"aud": "https://auth.msft.communication.azure.com", "exp": 4102444800})
    token = azure.identity().get_token_for_teams_user(entra, guid, guid)
    assert claims(token.token)["skypeid"] == f"orgid:{guid}"
    with pytest.raises(ClientAuthenticationError):
        azure.identity().get_token_for_teams_user("rubbish", guid, guid)
    with pytest.raises(HttpResponseError) as refused:
        azure.identity().get_token_for_teams_user(entra, "no-guid", guid)
    assert refused.value.status_code == 400


def unsigned(payload: dict[str, object]) -> str:
    """Return a JWT that nobody signed."""
    parts = ({"alg": "RS256", "typ": "JWT"}, payload)
    return (
        ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + ".c2ln"
    )


@pytest.mark.parametrize("body", [b"{}", b"", b'{"createTokenWithScopes":null,"expiresInMinutes":null}'])
def test_a_user_may_come_without_a_token(emulator: Running, body: bytes) -> None:
    made = ask(emulator, body=body)
    assert (made.status_code, made.json().keys()) == (201, {"identity"})


@pytest.mark.parametrize(
    ("name", "version"), [("entra", "2025-03-02-preview"), ("teamsExtension", "2025-06-30")], ids=["entra", "teams"]
)
def test_an_entra_user_trades_its_bearer_token_for_one_of_the_resource(
    azure: Azure, emulator: Running, name: str, version: str
) -> None:
    if isinstance(emulator, Remote):
        pytest.skip("needs a resource that takes unsigned Entra tokens")
    path = f"/access/{name}/:exchangeAccessToken?api-version={version}"
    claims_of_casey = {"aud": "https://communication.azure.com", "exp": 4102444800, "oid": "casey", "tid": "t"}
    headers = {"authorization": f"Bearer {unsigned(claims_of_casey)}"}
    first, again = (emulator.ask("POST", path, json={}, headers=headers).json() for _each in range(2))
    assert first["identity"]["id"] == again["identity"]["id"]
    assert datetime.fromisoformat(first["accessToken"]["expiresOn"]) > datetime.now(UTC)
    assert list(azure.chat(first["accessToken"]["token"]).list_chat_threads()) == []
    assert emulator.ask("POST", path, json={}).status_code == 401


class Entra:
    """A credential that always gives the same bearer token."""

    def __init__(self, token: str) -> None:
        self._token = token

    def get_token(self, *_scopes: str, **_options: object) -> AccessToken:
        return AccessToken(self._token, 4102444800)


@pytest.mark.parametrize(
    ("audience", "expires", "accepted"),
    [
        ("https://communication.azure.com/", 4102444800, True),
        ("https://communication.azure.com", 4102444800, True),
        ("https://management.azure.com/", 4102444800, False),
        ("https://communication.azure.com/", 1000000000, False),
    ],
)
def test_an_entra_token_of_the_right_audience_is_accepted(
    emulator: Running, audience: str, expires: int, accepted: bool
) -> None:
    if isinstance(emulator, Remote) and accepted:
        pytest.skip("needs a resource that takes unsigned Entra tokens")
    credential = Entra(unsigned({"aud": audience, "exp": expires}))
    client = CommunicationIdentityClient(emulator.endpoint, credential, connection_verify=emulator.ca)
    try:
        if accepted:
            assert client.create_user().raw_id
        else:
            with pytest.raises(ClientAuthenticationError):
                client.create_user()
    finally:
        client._identity_service_client.close()


async def test_every_operation_works_asynchronously(emulator: Running) -> None:
    async with AsyncIdentityClient.from_connection_string(
        emulator.connection_string, connection_verify=emulator.ca
    ) as client:
        user = await client.create_user()
        token = await client.get_token(user, [CommunicationTokenScope.CHAT])
        assert claims(token.token)["acsScope"] == "chat"
        other, _token = await client.create_user_and_token([CommunicationTokenScope.VOIP])
        await client.revoke_tokens(other)
        await client.delete_user(other)


async def test_plain_http_serves_explicit_endpoints(emulator: Running) -> None:
    async with AsyncIdentityClient(emulator.web, AzureKeyCredential(emulator.key)) as client:
        assert (await client.create_user()).raw_id.startswith("8:acs:")
