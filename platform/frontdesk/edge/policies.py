"""Default deny: every route says who may pass, or the server does not start.

A route is guarded by one of the staff policies, by a visit's link, or its path stands in public_routes.txt, which is
reviewed by hand. Also here: query parameters that a route does not know are refused.
"""

from functools import cache
from importlib.resources import files
from typing import Any

from litestar import Litestar, Request
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.params import QueryParameter
from litestar.routes import HTTPRoute

from frontdesk.appointments.guards import LINK_POLICIES
from frontdesk.auth.guards import STAFF_POLICIES
from frontdesk.errors import Invalid


class NoPolicy(RuntimeError):
    """A route declares nobody who may pass."""


class InvalidInput(Invalid):
    """A parameter in the address is not known here."""

    status = 400


def public_routes() -> frozenset[str]:
    """Read the reviewed list: a method and a path a line."""
    lines = files("frontdesk.edge").joinpath("public_routes.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(" ".join(line.split()) for line in lines if line.strip() and not line.startswith("#"))


def check_policies(app: Litestar, *, also_public: frozenset[str] = frozenset()) -> None:
    """Walk every route; raises NoPolicy for one without a policy, or for a line of the list without a route.

    `also_public` are routes that exist in some environments only.
    """
    public = public_routes() | also_public
    guards = guards_by_route(app)
    for name, own in guards.items():
        if bool(own & (STAFF_POLICIES | LINK_POLICIES)) == (name in public):
            raise NoPolicy(f"{name}: needs a guard or a line in public_routes.txt, and not both")
    if stale := public - guards.keys():
        raise NoPolicy(f"public_routes.txt names what does not exist: {sorted(stale)}")


def guards_by_route(app: Litestar) -> dict[str, frozenset[object]]:
    """Tell the guards of every route, by method and path; raises NoPolicy for what is no HTTP route."""
    found: dict[str, frozenset[object]] = {}
    for route in app.routes:
        if not isinstance(route, HTTPRoute):
            raise NoPolicy(f"{route.path}: only HTTP routes are known here")
        for method, (handler, _) in route.route_handler_map.items():
            if method != "OPTIONS":
                found[f"{method} {route.path_format}"] = frozenset(_own_guards(handler))
    return found


def allowed_methods(request: Request[Any, Any, Any]) -> str:
    """Tell what may be done at this address; the framework tells only what it knew of when it met the address first."""
    here = request.scope["path_template"]
    found = {name.partition(" ")[0] for name in _routes(request.app) if name.partition(" ")[2] == here}
    return ", ".join(sorted(found | {"OPTIONS"}))


@cache
def _routes(app: Litestar) -> tuple[str, ...]:
    return tuple(guards_by_route(app))


def check_query(request: Request[Any, Any, Any]) -> None:
    """Refuse query parameters that the route does not declare; raises InvalidInput."""
    handler: Any = request.scope.get("route_handler")
    if request.query_params and isinstance(handler, HTTPRouteHandler):
        unknown = set(request.query_params) - _known_parameters(handler)
        if unknown:
            raise InvalidInput(errors=[{"field": name, "message": "is not known here"} for name in sorted(unknown)])


@cache
def _known_parameters(handler: HTTPRouteHandler) -> frozenset[str]:
    fields = handler.parsed_fn_signature.parameters.items()
    return frozenset(
        field.kwarg_definition.name or name
        for name, field in fields
        if isinstance(field.kwarg_definition, QueryParameter)
    )


def _own_guards(handler: BaseRouteHandler) -> list[Any]:
    return [getattr(guard, "func", guard) for guard in handler.resolve_guards()]
