"""Security headers, on every answer."""

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

from frontdesk.config import Settings

# Fluent UI inserts empty style elements and fills them through CSSOM: this is the hash of the empty string.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

# What Azure's calling and chat SDKs speak to: the hosts seen and those named in the SDK. Microsoft publishes no list.
AZURE_HOSTS = " ".join(
    f"{scheme}://*.{host}"
    for host in (
        "communication.azure.com",
        "communication.microsoft.com",
        "skype.com",
        "teams.microsoft.com",
        "events.data.microsoft.com",
        "svc.cloud.microsoft",
    )
    for scheme in ("https", "wss")
)


# Pages that the settings show in a frame beside the form. Nothing else can be framed, not even by ourselves.
PREVIEWED = ("/book", "/v")


def may_be_framed(path: str) -> bool:
    """Whether the settings' preview shows the page at this address."""
    return path in PREVIEWED or path.startswith("/book/")


def content_security_policy(settings: Settings, *, framed: bool = False) -> str:
    """Say what the pages may load: themselves, and the hosts of the stage that is set; and whether we may frame them."""
    acs = settings.call_stage == "acs"
    own_socket = settings.origin.replace("http", "ws", 1)  # old Safari does not count it as 'self'
    stage = AZURE_HOSTS if acs else (settings.call_socket_url or "")
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": f"'self' {EMPTY_STYLE}",
        "img-src": "'self' data: blob:" if acs else "'self' data:",
        "font-src": "'self'",
        "media-src": "'self' blob:" if acs else "'self'",
        "connect-src": f"'self' {own_socket} {stage}".strip(),
        "worker-src": "'self' blob:" if acs else "'self'",
        "manifest-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        # One document carries somebody from the front page to the settings, so each may hold the preview's frame.
        "frame-src": "'self'",
        "frame-ancestors": "'self'" if framed else "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in policy.items())


class SecurityHeaders:
    """A before_send hook: the same headers whatever answered, error pages included."""

    def __init__(self, settings: Settings) -> None:
        self._headers = {
            "Permissions-Policy": "camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self)",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        self._framing = {
            framed: {
                "Content-Security-Policy": content_security_policy(settings, framed=framed),
                "X-Frame-Options": "SAMEORIGIN" if framed else "DENY",
            }
            for framed in (True, False)
        }
        if settings.https:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, message: Message, scope: Scope) -> None:
        if message["type"] == "http.response.start":
            headers = MutableScopeHeaders.from_message(message)
            framing = self._framing[may_be_framed(scope["path"])]
            for name, value in (*self._headers.items(), *framing.items()):
                headers.setdefault(name, value)
            if scope["path"].startswith("/api/"):
                headers.setdefault("Cache-Control", "no-store")
