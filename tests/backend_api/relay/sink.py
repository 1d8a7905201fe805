"""A receiver of webhooks that writes down what it is told and answers as it is told to."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Sink:
    """What came in, in order."""

    url: str = ""
    told: list[dict[str, Any]] = field(default_factory=list)
    """Bodies that were answered with 2xx."""
    headers: list[dict[str, str]] = field(default_factory=list)
    came: threading.Event = field(default_factory=threading.Event)
    answer: Callable[[dict[str, Any]], int] = lambda body: 204

    @property
    def ids(self) -> list[str]:
        return [body["data"]["event_id"] for body in self.told]

    def is_signed(self, place: int, secret: str, body: bytes) -> bool:
        sent = self.headers[place]
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{sent['webhook-id']}.{sent['webhook-timestamp']}.".encode() + body
        wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return wanted in sent["webhook-signature"].split(" ")


ENDS_AFTER_SECONDS = 0.02
"""At most, once it is told to."""


class _QuietServer(ThreadingHTTPServer):
    """Says nothing when the other side hangs up, which killed processes do."""

    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        del request, client_address


@contextmanager
def running_sink() -> Iterator[Sink]:
    sink, lock = Sink(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"]))
            body = json.loads(raw) | {"raw": raw}
            with lock:
                status = sink.answer(body)
                if 200 <= status < 300:
                    sink.told.append(body)
                    sink.came.set()
                    sink.headers.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *arguments: Any) -> None:
            del format, arguments

    server = _QuietServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(ENDS_AFTER_SECONDS,), daemon=True)
    thread.start()
    sink.url = f"http://127.0.0.1:{server.server_address[1]}/in"
    try:
        yield sink
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
