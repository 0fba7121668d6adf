"""The API's own description (OpenAPI): what the framework reads off the routes, and what is the same for all of them.

Written down once here, and not at each route: who may call, with what, and under which key.
"""

from dataclasses import dataclass, fields
from typing import Any

from litestar import Litestar
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import OpenAPI

from frontdesk.appointments.guards import COOKIE as LINK_COOKIE
from frontdesk.appointments.guards import LINK_POLICIES
from frontdesk.auth.guards import COOKIE as STAFF_COOKIE
from frontdesk.auth.guards import STAFF_POLICIES, signed_in
from frontdesk.edge.kept_answers import ANONYMOUS_LENGTH_MIN, HEADER, NOT_KEPT
from frontdesk.edge.origin import SAFE
from frontdesk.edge.policies import guards_by_route

SECURITY_SCHEMES = {
    "staff": {
        "type": "apiKey",
        "in": "cookie",
        "name": STAFF_COOKIE,
        "description": "The session of a signed-in person; POST /api/v1/session.",
    },
    "api_key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A program's key, fdk_…, which opens one office in one role; `frontdesk api-key create`.",
    },
    "visit": {
        "type": "apiKey",
        "in": "cookie",
        "name": LINK_COOKIE,
        "description": "The session of a consumer who opened the link of a visit; POST /api/v1/link-sessions.",
    },
}


@dataclass
class Description(OpenAPI):
    """The document as the framework made it, completed when it is written down."""

    app: Litestar | None = None

    @property
    def _exclude_fields(self) -> set[str]:
        return {"app"}

    def to_schema(self) -> dict[str, Any]:
        """Write it down."""
        document = super().to_schema()
        assert self.app is not None
        complete(document, self.app)
        return document


@dataclass
class DescriptionConfig(OpenAPIConfig):
    """Where the description is served. `app` is filled in once there is one."""

    app: Litestar | None = None

    def to_openapi_schema(self) -> OpenAPI:
        """Make the document without its routes, which the framework adds."""
        plain = super().to_openapi_schema()
        return Description(**{field.name: getattr(plain, field.name) for field in fields(plain)}, app=self.app)


def description() -> DescriptionConfig:
    """Configure the description."""
    return DescriptionConfig(
        title="Frontdesk",
        version="1",
        description="Virtual visits: booking, waiting room, visit. Errors are application/problem+json with a `code`.",
        path="/api/v1/openapi.json",
        render_plugins=[JsonRenderPlugin(path="/")],
    )


def complete(document: dict[str, Any], app: Litestar) -> None:
    """Add to every operation what no route says for itself."""
    document["components"]["securitySchemes"] = SECURITY_SCHEMES
    guards = guards_by_route(app)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            route = f"{method.upper()} {path}"
            if security := _security(guards[route]):
                operation["security"] = security
            if method.upper() not in SAFE and route not in NOT_KEPT:
                parameters = operation.setdefault("parameters", [])
                parameters.append(_idempotency_key(length_min=1 if security else ANONYMOUS_LENGTH_MIN))


def _security(guards: frozenset[Any]) -> list[dict[str, list[str]]]:
    if guards & LINK_POLICIES:
        return [{"visit": []}]
    if signed_in in guards:
        return [{"staff": []}]
    return [{"staff": []}, {"api_key": []}] if guards & STAFF_POLICIES else []


def _idempotency_key(*, length_min: int) -> dict[str, Any]:
    return {
        "name": HEADER,
        "in": "header",
        "required": False,
        "description": "The same request again under the same key gets the same answer, for 72 hours, and is done once.",
        "schema": {"type": "string", "minLength": length_min, "maxLength": 200, "pattern": "^[!-~]+$"},
    }
