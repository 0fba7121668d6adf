"""What a browser may say on the call socket: one struct per frame, told apart by `type`, strictly decoded."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

FRAME_BYTES_MAX = 64 * 1024
NAME_LENGTH_MAX = 256

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=NAME_LENGTH_MAX)]


class Frame(msgspec.Struct, rename="camel", tag_field="type", forbid_unknown_fields=True, kw_only=True):
    """Any frame from a browser."""


class Media(msgspec.Struct, rename="camel", forbid_unknown_fields=True, kw_only=True):
    """What a participant sends at the moment."""

    muted: bool
    camera: bool
    screen: bool
    hand_raised: bool = False


class Join(Frame, tag="join"):
    """The first frame of every socket."""

    token: Annotated[str, msgspec.Meta(min_length=1, max_length=8192)]
    display_name: Name
    media: Media
    chat_thread_id: Id | None = None
    participant_id: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f-]{36}$")] | None = None
    """The id this page had before its connection was lost: with it the page takes its old place again."""


class Token(Frame, tag="token"):
    """A fresh token of the same user, before the old one ends."""

    token: Annotated[str, msgspec.Meta(min_length=1, max_length=8192)]


class Signal(Frame, tag="signal"):
    """A session description or an ICE candidate for one other participant."""

    to: Id
    data: dict[str, Any]


class MediaChange(Frame, tag="media"):
    """Muted, camera on, sharing, hand up: any of these changed."""

    media: Media


class Leave(Frame, tag="leave"):
    """Leave for good: no place is kept."""


class EndForAll(Frame, tag="endForAll"):
    """End the call for everyone."""


class RemoveParticipant(Frame, tag="removeParticipant"):
    """Put a user out of the call; the room's roster stays."""

    user_id: Id


class MuteParticipant(Frame, tag="muteParticipant"):
    """Ask one user's browser to mute."""

    user_id: Id


class MuteAll(Frame, tag="muteAll"):
    """Ask everybody else's browser to mute."""


class ChatSend(Frame, tag="chat.send"):
    """Say something. The same client message id from the same user is said once."""

    content: str
    client_message_id: Id


class ChatEdit(Frame, tag="chat.edit"):
    """Change one's own message."""

    message_id: Id
    content: str


class ChatDelete(Frame, tag="chat.delete"):
    """Take one's own message back."""

    message_id: Id


class ChatTyping(Frame, tag="chat.typing"):
    """Somebody is writing."""


class ChatRead(Frame, tag="chat.read"):
    """Read up to this message."""

    message_id: Id


class Ping(Frame, tag="ping"):
    """Are you there?"""


ChatFrame = ChatSend | ChatEdit | ChatDelete | ChatTyping | ChatRead
PresenterFrame = EndForAll | RemoveParticipant | MuteParticipant | MuteAll
AnyFrame = Join | Token | Signal | MediaChange | Leave | PresenterFrame | ChatFrame | Ping

decoder = msgspec.json.Decoder(AnyFrame)
