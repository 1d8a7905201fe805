"""What protects every answer and every request: headers, origins, sizes, and where a session token may be shown."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.errors import ORIGIN_REFUSED, SESSION_INVALID, TOO_LARGE, GatewayError, Refusal
from channels.links import NOTICES_PATH, PATH

SESSION_COOKIE = "__Host-wattline-chat"
"""For the form without JavaScript: `Secure; HttpOnly; SameSite=Lax; Path=/`.

Lax, so that a link from elsewhere finds the chat; what changes something needs an allowed origin besides.
"""
STAFF_COOKIE = "__Host-wattline-staff"
"""For the staff pages: `Secure; HttpOnly; SameSite=Lax; Path=/`."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_BODY = 64_000
"""Bytes of a request that carries no file."""
UPLOAD_PATHS = frozenset({"/chat/attachments", "/chat/plain/messages", "/demo/inbox/messages"})
"""The last is there in demo mode only."""
PRIVATE_PATHS = ("/chat", "/staff", PATH, NOTICES_PATH)
"""Nobody keeps a copy of what is below them."""
UPLOAD_OVERHEAD = 16_000
"""Bytes that the form around an uploaded file may take."""


def bearer_token(connection: HTTPConnection) -> str:
    """The session token of the `Authorization` header.

    Raises:
        GatewayError: There is none.
    """
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise GatewayError(SESSION_INVALID)
    return token


def any_token(connection: HTTPConnection) -> str:
    """The session token of the header, else of the form's cookie; for requests that change nothing.

    Raises:
        GatewayError: There is none.
    """
    if "authorization" in connection.headers:
        return bearer_token(connection)
    return connection.cookies.get(SESSION_COOKIE) or bearer_token(connection)


def address_of(connection: HTTPConnection) -> str:
    """The network address a request comes from."""
    return connection.client.host if connection.client else "unknown"


def content_security_policy(embedding_origins: Iterable[str]) -> str:
    """Our pages load from us alone, run no inline script, and stand in frames of known origins alone."""
    frames = " ".join(("'self'", *sorted(embedding_origins)))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
        "connect-src 'self'; frame-src 'self'; manifest-src 'self'; media-src 'self' blob:; "
        f"form-action 'self'; base-uri 'none'; frame-ancestors {frames}"
    )


class Security:
    """ASGI middleware: headers on every answer; foreign origins and oversized bodies never reach the application."""

    def __init__(
        self,
        app: ASGIApp,
        origins: frozenset[str],
        embedding_origins: tuple[str, ...],
        attachment_bytes: int,
        largest_bodies: Mapping[str, int] | None = None,
    ) -> None:
        """Wrap an application.

        Args:
            app: What is protected.
            origins: Whose pages may change something or open a socket.
            embedding_origins: Those of them that are not our own.
            attachment_bytes: Largest file.
            largest_bodies: Bytes that other paths may be sent than most.
        """
        self._app = app
        self._origins = origins
        uploads = dict.fromkeys(UPLOAD_PATHS, attachment_bytes + UPLOAD_OVERHEAD)
        self._largest_bodies = uploads | dict(largest_bodies or {})
        self._headers = {
            "Content-Security-Policy": content_security_policy(embedding_origins),
            "X-Content-Type-Options": "nosniff",
            # With none at all, browsers send no origin with our own forms either.
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await self._refuse(refusal, scope, receive, send)
        elif scope["type"] == "websocket":
            await self._app(scope, receive, send)
        else:
            await self._app(scope, self._counted(scope, receive), self._covered(scope, send))

    def _refusal(self, scope: Scope) -> Refusal | None:
        headers = Headers(scope=scope)
        changes = scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS
        # Mail programs post to these from wherever they are; the signed link says what may be changed, no cookie does.
        by_link = scope["type"] == "http" and scope["path"].startswith(NOTICES_PATH)
        if changes and not by_link and not self._origin_allowed(headers):
            return ORIGIN_REFUSED
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._largest_body(scope):
            return TOO_LARGE
        return None

    def _origin_allowed(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is not None:
            parts = urlsplit(origin)
            return f"{parts.scheme}://{parts.netloc}" in self._origins
        # Programs send no origin, and no cookie either: what a browser adds by itself needs a word from the browser.
        cookies = headers.get("cookie", "")
        if (SESSION_COOKIE in cookies or STAFF_COOKIE in cookies) and "authorization" not in headers:
            return headers.get("sec-fetch-site") == "same-origin"
        return True

    def _largest_body(self, scope: Scope) -> int:
        return self._largest_bodies.get(scope["path"], LARGEST_BODY)

    def _counted(self, scope: Scope, receive: Receive) -> Receive:
        left = self._largest_body(scope)

        async def counting() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise GatewayError(TOO_LARGE)
            return message

        return counting

    def _covered(self, scope: Scope, send: Send) -> Send:
        path: str = scope["path"]

        async def covering(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                # The component's script and style are what other sites load.
                shared = path.startswith("/static/")
                headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if shared else "same-origin")
                if shared:
                    # Module scripts are always fetched with CORS; the files hold nothing that is anybody's.
                    headers.setdefault("Access-Control-Allow-Origin", "*")
                    headers.setdefault("Cache-Control", "no-cache")
                elif path.startswith(PRIVATE_PATHS):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return covering

    async def _refuse(self, refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refusal.code})
            return
        body = {"code": refusal.code, "message": refusal.message}
        await JSONResponse(body, refusal.status)(scope, receive, self._covered(scope, send))
