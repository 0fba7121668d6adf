"""Events as they travel: the EventGrid schema in an array, CloudEvents 1.0 one by one; and the handshake of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

Schema = Literal["eventgrid", "cloudevents"]

TOPIC = (
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local"
    "/providers/Microsoft.Communication/communicationServices/emulator"
)
SUBSCRIPTION = "LOCAL"
ORIGIN = "eventgrid.azure.net"
VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent"


class Event(msgspec.Struct, kw_only=True, rename="camel"):
    """One event in the EventGrid schema, in which it is kept."""

    id: str
    topic: str
    subject: str
    event_type: str
    event_time: str
    data: dict[str, Any]
    data_version: str = "1.0"
    metadata_version: str = "1"


def encoded(event: Event, schema: Schema) -> bytes:
    """Return the body of a delivery."""
    if schema == "eventgrid":
        return msgspec.json.encode([event])
    return msgspec.json.encode(
        {
            "id": event.id,
            "source": event.topic,
            "specversion": "1.0",
            "type": event.event_type,
            "subject": event.subject,
            "time": event.event_time,
            "data": event.data,
        }
    )


def headers(event: Event, schema: Schema, event_type: str, deliveries: int) -> dict[str, str]:
    """Return the headers of a delivery; `deliveries` were made before it."""
    common = {
        "aeg-event-type": event_type,
        "aeg-subscription-name": SUBSCRIPTION,
        "aeg-delivery-count": str(deliveries),
    }
    if schema == "cloudevents":
        return {"Content-Type": "application/cloudevents+json; charset=utf-8", **common}
    return {
        "Content-Type": "application/json; charset=utf-8",
        **common,
        "aeg-data-version": event.data_version,
        "aeg-metadata-version": event.metadata_version,
    }


def validates(answer: bytes, code: str) -> bool:
    """Whether an answer to the validation event carries its code."""
    try:
        body = msgspec.json.decode(answer or b"{}", type=dict[str, Any])
    except msgspec.DecodeError:
        return False
    return body.get("validationResponse") == code


def allows(answer: Mapping[str, str]) -> bool:
    """Whether the headers of an answer to OPTIONS allow Event Grid's deliveries; the status alone proves nothing."""
    return answer.get("WebHook-Allowed-Origin") in (ORIGIN, "*") and "WebHook-Allowed-Rate" in answer
