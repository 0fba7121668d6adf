"""The control API as an OpenAPI document, and as a page that needs nothing from anywhere else."""

from __future__ import annotations

import base64
import hashlib
import inspect
import re
from collections.abc import Sequence
from html import escape
from typing import Any

import msgspec

STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-inline-size: 52rem; margin: 2rem auto; padding-inline: 1rem; }
section { border-block-start: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding-block: .75rem; }
h2 { font: 600 1rem ui-monospace, monospace; margin: 0; }
p { margin-block: .25rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .125rem 1rem; margin: .5rem 0 0; }
dt { font-family: ui-monospace, monospace; }
dd { margin: 0; }
"""
POLICY = (
    "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-"
    f"{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
)
PARAMETER = re.compile(r"\{(\w+):\w+\}")
TITLE = "The emulator's control API"
ABOUT = "What a tester may order and look at. None of it is an operation of Azure Communication Services."


def schema(handlers: Sequence[Any]) -> dict[str, Any]:
    """Return the OpenAPI document of these handlers; what a body holds is written at the handler, in `opt`."""
    bodies = [handler.opt["body"] for handler in handlers if "body" in handler.opt]
    shapes, components = msgspec.json.schema_components(bodies, ref_template="#/components/schemas/{name}")
    by_body = dict(zip(bodies, shapes, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for handler in handlers:
        for path in sorted(handler.paths):
            places = PARAMETER.findall(path)
            operation: dict[str, Any] = {
                "operationId": handler.name.removeprefix("control."),
                "summary": inspect.getdoc(handler.fn),
                "parameters": _parameters(handler, places),
                "responses": {
                    "2XX": {"description": "Done."},
                    "400": {"description": "Something in the request does not fit; the error names it."},
                },
            }
            if "body" in handler.opt:
                content = {"application/json": {"schema": by_body[handler.opt["body"]]}}
                operation["requestBody"] = {"content": content}
            place = paths.setdefault("/_emulator" + PARAMETER.sub(r"{\1}", path), {})
            for method in sorted(handler.http_methods):
                place[method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "description": ABOUT, "version": "1"},
        "paths": paths,
        "components": {"schemas": components},
    }


def _parameters(handler: Any, places: list[str]) -> list[dict[str, Any]]:
    asked = [name for name in inspect.signature(handler.fn).parameters if name not in ("request", "emulator")]
    return [
        {
            "name": name,
            "in": "path" if name in places else "query",
            "required": name in places,
            "schema": {"type": "string"},
        }
        for name in asked
    ]


def page(document: dict[str, Any]) -> str:
    """Return the document as HTML."""
    components = document["components"]["schemas"]
    parts = [
        _operation(method, path, operation, components)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{TITLE}</title><style>{STYLE}</style><main><h1>{TITLE}</h1><p>{ABOUT} "
        f'The same as <a href="schema">OpenAPI</a>.</p>{"".join(parts)}</main></html>'
    )


def _operation(method: str, path: str, operation: dict[str, Any], components: dict[str, Any]) -> str:
    rows = [(parameter["name"], f"in the {parameter['in']}") for parameter in operation["parameters"]]
    if "requestBody" in operation:
        shape = operation["requestBody"]["content"]["application/json"]["schema"]
        fields = components[shape["$ref"].rpartition("/")[2]]
        rows += [
            (name, f"{_kind(field)}{', required' if name in fields.get('required', ()) else ''}")
            for name, field in fields["properties"].items()
        ]
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(meaning)}</dd>" for name, meaning in rows)
    return (
        f"<section><h2>{escape(method.upper())} {escape(path)}</h2><p>{escape(operation['summary'] or '')}</p>"
        f"{f'<dl>{listed}</dl>' if listed else ''}</section>"
    )


def _kind(field: dict[str, Any]) -> str:
    if "enum" in field:
        return ", ".join(str(value) for value in field["enum"])
    if "anyOf" in field:
        return " or ".join(_kind(choice) for choice in field["anyOf"])
    return str(field.get("type", "object"))
