"""What the server refuses: other hosts' names (DNS rebinding), other sites' requests, bodies that are too large.

Every answer carries a content security policy: nothing runs or loads but what the page brings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

MAX_BODY_BYTES = 5_000_000
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """ASGI middleware around the whole application. ``hosts`` are names it answers to besides the loopback's."""

    def __init__(self, app: Any, hosts: Iterable[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset((*LOOPBACK, *hosts))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Refuse, or pass on with a bounded body and our headers on the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if refused := self._refusal(scope["method"], headers):
            status, message = refused
            await _answer(send, status, message)
            return
        size, begun = 0, False

        async def bounded() -> Any:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > MAX_BODY_BYTES:
                raise TooLarge  # whatever is made of it, the answer is 413
            return message

        async def dressed(message: Any) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                own = {name.lower() for name, _ in message["headers"]}
                more = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in own]
                status = 413 if size > MAX_BODY_BYTES else message["status"]
                message = {**message, "status": status, "headers": [*message["headers"], *more]}
            await send(message)

        try:
            await self.app(scope, bounded, dressed)
        except TooLarge:
            if not begun:
                await _answer(send, 413, f"more than {MAX_BODY_BYTES:,} bytes")

    def _refusal(self, method: str, headers: Mapping[str, str]) -> tuple[int, str] | None:
        if _host(headers.get("host", "")) not in self.hosts:
            return 421, "this server answers to its own address only"
        origin = headers.get("origin")
        if method not in ("GET", "HEAD") and origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return 403, "requests of other sites are refused"
        if headers.get("sec-fetch-site") == "cross-site" and method not in ("GET", "HEAD"):
            return 403, "requests of other sites are refused"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY_BYTES:
            return 413, f"more than {MAX_BODY_BYTES:,} bytes"
        return None


class TooLarge(Exception):
    """A body grew past the limit."""


def _host(value: str) -> str:
    """The name in a Host header, without the port."""
    if value.startswith("["):
        return value.partition("]")[0] + "]"
    return value.partition(":")[0].lower()


async def _answer(send: Any, status: int, message: str) -> None:
    headers = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
    headers.append((b"content-type", b"text/plain; charset=utf-8"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": message.encode()})
