"""The API's own description (OpenAPI): what the framework reads off the routes, and what is the same for all of them.

Written down once here, and not at each route: who may call, with what, under which key,
seeing which version, and how it is refused.
"""

from dataclasses import dataclass, fields
from typing import Any

import msgspec
from litestar import Litestar
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import OpenAPI
from litestar.routes import HTTPRoute

from frontdesk.appointments.guards import COOKIE as LINK_COOKIE
from frontdesk.appointments.guards import LINK_POLICIES
from frontdesk.auth.guards import COOKIE as STAFF_COOKIE
from frontdesk.auth.guards import STAFF_POLICIES, signed_in
from frontdesk.edge.kept_answers import ANONYMOUS_LENGTH_MIN, NOT_KEPT
from frontdesk.edge.kept_answers import HEADER as IDEMPOTENCY_KEY
from frontdesk.edge.origin import SAFE
from frontdesk.edge.policies import guards_by_route
from frontdesk.edge.problems import PROBLEM
from frontdesk.edge.versions import subject_of

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
    document["components"]["schemas"]["Problem"] = PROBLEM_SCHEMA
    document["components"]["responses"] = _problems()
    _describe_bodies(document, app)
    _link(document["paths"])
    guards = guards_by_route(app)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            route = f"{method.upper()} {path}"
            if security := _security(guards[route]):
                operation["security"] = security
            headers = _headers(method.upper(), path, signed_in=bool(security))
            if headers:
                operation.setdefault("parameters", []).extend(headers)
            _answers(operation, method.upper(), path)


def _security(guards: frozenset[Any]) -> list[dict[str, list[str]]]:
    if guards & LINK_POLICIES:
        return [{"visit": []}]
    if signed_in in guards:
        return [{"staff": []}]
    return [{"staff": []}, {"api_key": []}] if guards & STAFF_POLICIES else []


def _headers(method: str, path: str, *, signed_in: bool) -> list[dict[str, Any]]:
    headers = []
    if method not in SAFE and f"{method} {path}" not in NOT_KEPT:
        said = "The same request again under the same key gets the same answer, for 72 hours, and is done once."
        schema = {
            "type": "string",
            "minLength": 1 if signed_in else ANONYMOUS_LENGTH_MIN,
            "maxLength": 200,
            "pattern": "^[!-~]+$",
        }
        headers.append(_header(IDEMPOTENCY_KEY, said, schema))
    if subject := subject_of(method, path):
        if method not in SAFE:
            said = "The tag of the version that was seen: 412 if it is not the newest any more."
            headers.append(_header("If-Match", said, {"type": "string"}))
        elif subject[1].still:
            said = "The tag of the version that is known: 304 if it is still the newest."
            headers.append(_header("If-None-Match", said, {"type": "string"}))
    return headers


def _header(name: str, said: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": False, "description": said, "schema": schema}


def _answers(operation: dict[str, Any], method: str, path: str) -> None:
    """Every refusal is a problem; an empty answer has no content; what has a version tells its tag."""
    responses: dict[str, Any] = operation["responses"]
    for status in [status for status in responses if int(status) >= 400]:
        del responses[status]  # the framework would answer otherwise than we do
    if "204" in responses:
        responses["204"].pop("content", None)
    subject = subject_of(method, path)
    if subject is not None:
        tag = {"description": "The version.", "schema": {"type": "string"}}
        for status in [status for status in responses if status.startswith("2")]:
            responses[status].setdefault("headers", {})["ETag"] = tag
        if method in SAFE and subject[1].still:
            responses["304"] = {"description": "Still the version that is known.", "headers": {"ETag": tag}}
    expected = [400, 401, 403, 404, 422, 429, 503]
    if method not in SAFE:
        expected += [409, 410, 412, 502, *([413, 415] if "requestBody" in operation else [])]
    for code in sorted(expected):
        responses[str(code)] = {"$ref": f"#/components/responses/{REFUSALS[code][0]}"}


def _problems() -> dict[str, Any]:
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {name: {"description": said, "content": content} for name, said in REFUSALS.values()}


REFUSALS = {
    400: ("Malformed", "What was sent does not fit the description."),
    401: ("NotSignedIn", "Nobody knows who asks."),
    403: ("NotAllowed", "Not for this role, or not from this page."),
    404: ("NotFound", "Not there, or not yours: the same answer."),
    409: ("Conflict", "The world has moved on."),
    410: ("Gone", "It was there once."),
    412: ("ChangedMeanwhile", "Not the version that was seen; `current` is what is the case."),
    413: ("TooLarge", "Too much at once."),
    415: ("NotJson", "Only JSON is read here."),
    422: ("Invalid", "It fits the description and makes no sense."),
    429: ("TooMany", "Too often; Retry-After tells how long to wait."),
    502: ("CallsRefused", "Azure has declined."),
    503: ("Unavailable", "The database or Azure is away; try again."),
}


def _describe_bodies(document: dict[str, Any], app: Litestar) -> None:
    """Describe what is sent by msgspec's own account: the framework loses bounds in optional fields and in lists."""
    bodies = [
        handler.parsed_fn_signature.parameters["data"].annotation
        for route in app.routes
        if isinstance(route, HTTPRoute) and route.path.startswith(API)
        for handler, _ in route.route_handler_map.values()
        if "data" in handler.parsed_fn_signature.parameters
    ]
    _, described = msgspec.json.schema_components(bodies, ref_template="#/components/schemas/{name}")
    schemas = document["components"]["schemas"]
    schemas.update({name: _without_defaults(schema) for name, schema in described.items() if name in schemas})


def _without_defaults(schema: Any) -> Any:
    """A field with a default may be left out; told as such, the pages' types would ask for it."""
    if isinstance(schema, dict):
        return {name: _without_defaults(value) for name, value in schema.items() if name not in ("default", "title")}
    return [_without_defaults(value) for value in schema] if isinstance(schema, list) else schema


def _link(paths: dict[str, Any]) -> None:
    """Say where what was answered leads: from the hold to the appointment, from the appointment to the visit."""
    for (method, path), (to_method, to_path, parameters, body) in LINKS:
        target = paths[API + to_path][to_method]
        link: dict[str, Any] = {"operationId": target["operationId"], "parameters": parameters}
        if body:
            link["requestBody"] = body
        (status,) = [status for status in paths[API + path][method]["responses"] if status.startswith("2")]
        links = paths[API + path][method]["responses"][status].setdefault("links", {})
        links[f"{to_method} {to_path.rpartition('/')[2].strip('{}')}"] = link


API, HERE = "/api/v1", {"office": "$request.path.office"}
ID = "$response.body#/id"
SECRET = {"secret": "$response.body#/secret"}
LINKS: list[tuple[tuple[str, str], tuple[str, str, dict[str, str], dict[str, str] | None]]] = [
    (
        ("post", "/offices/{office}/holds"),
        (
            "post",
            "/offices/{office}/appointments",
            HERE,
            {"hold_id": ID, "hold_secret": "$response.body#/secret"},
        ),
    ),
    *(
        (
            ("post", "/offices/{office}/holds"),
            ("post", f"/offices/{{office}}/holds/{{hold_id}}/{what}", {**HERE, "hold_id": ID}, SECRET),
        )
        for what in ("extension", "release")
    ),
    *(
        (
            ("post", "/offices/{office}/appointments"),
            (
                method,
                f"/offices/{{office}}/visits/{{visit_id}}{below}",
                {**HERE, "visit_id": "$response.body#/visit_id"},
                None,
            ),
        )
        for method, below in (("get", ""), ("put", "/notes"), ("put", "/cancellation"), ("put", "/outcome"))
    ),
    *(
        (
            ("post", "/offices/{office}/services"),
            (method, "/offices/{office}/services/{service_id}", {**HERE, "service_id": ID}, None),
        )
        for method in ("get", "patch")
    ),
    (
        ("post", "/offices/{office}/time-off"),
        (
            "delete",
            "/offices/{office}/time-off/{time_off_id}",
            {**HERE, "time_off_id": "$response.body#/item/id"},
            None,
        ),
    ),
]

_FIELD_ERROR = {
    "type": "object",
    "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
    "required": ["field", "message"],
}
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "Why not (RFC 9457). `code` is for programs, `detail` is shown; some bring more, such as `nearest`.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "pattern": "^[a-z0-9_]+$"},
        "errors": {"type": "array", "items": _FIELD_ERROR},
    },
    "required": ["type", "title", "status", "detail", "code"],
    "additionalProperties": True,
}
