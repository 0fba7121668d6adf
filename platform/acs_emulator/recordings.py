"""What Event Grid says of a finished recording. The emulator records nothing; a tester may let it say so."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from acs_emulator.clock import iso_event


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording of a call."""

    server_call_id: str
    duration_ms: int
    location: str
    end_reason: str


def publish(recording: Recording, now: datetime, send: Callable[[str, str, dict[str, Any]], str]) -> str:
    """Publish that the file of a recording is ready, and return the event's id."""
    recording_id, document_id = str(uuid.uuid4()), f"0-weu-d1-{uuid.uuid4().hex}"
    chunk = {
        "documentId": document_id,
        "index": 0,
        "endReason": recording.end_reason,
        "contentLocation": f"{recording.location}/{document_id}/content/video",
        "metadataLocation": f"{recording.location}/{document_id}/content/acsmetadata",
        "deleteLocation": f"{recording.location}/{document_id}",
    }
    data = {
        "recordingStorageInfo": {"recordingChunks": [chunk]},
        "recordingStartTime": iso_event(now - timedelta(milliseconds=recording.duration_ms)),
        "recordingDurationMs": recording.duration_ms,
        "sessionEndReason": recording.end_reason,
    }
    call = f"/recording/call/{uuid.uuid4()}/serverCallId/{recording.server_call_id}/recordingId/{recording_id}"
    return send("RecordingFileStatusUpdated", call, data)
