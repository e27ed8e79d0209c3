"""Speak HTTP: read a request, have it answered, write the answer at once."""

import contextlib
import json
import socket
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from outside.stripe import forms
from outside.stripe.calls import ApiError, Call, Json, Reply
from outside.stripe.pages import words
from outside.stripe.routes import door_of
from outside.stripe.store import new_id
from outside.stripe.world import World

LARGEST_BODY = 64 * 1024 * 1024
SECURITY = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
}


class Server(ThreadingHTTPServer):
    """One thread a connection; the store's lock puts their work in a line."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], world: World):
        super().__init__(address, Handler)
        self.world = world


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "StripeStandIn/1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:  # the name is the base class's
        self._answer()

    do_POST = do_DELETE = do_GET

    def _answer(self) -> None:
        request_id = new_id("req")
        try:
            call, door = self._read(request_id)
            words.listen(call.headers.get("accept-language", ""))
            reply = door(self.server.world, call)
        except ApiError as refusal:
            reply = refusal.reply(request_id)
        except Exception:
            traceback.print_exc()
            broken = ApiError("The stand-in itself failed.", status=500, kind="api_error")
            reply = broken.reply(request_id)
        with contextlib.suppress(ConnectionError):  # the caller may have gone
            self._write(reply)

    def _read(self, request_id: str) -> tuple[Call, Any]:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 <= length <= LARGEST_BODY:
            raise ApiError("The request is too large.", status=413)
        body = self.rfile.read(length)
        form = forms.read_form(parts.query)
        if parts.path.startswith("/_control/"):
            form |= _read_json(body)
        else:
            form |= forms.read_form(body.decode("utf-8", "replace"))
        door, args = door_of(self.command, parts.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Call(self.command, parts.path, form, headers, args, request_id), door

    def _write(self, reply: Reply) -> None:
        if reply.is_dropped:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(reply.status)
        for name, value in {**SECURITY, **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: what matters is in the events."""


def _read_json(body: bytes) -> Json:
    try:
        content = json.loads(body or b"{}")
    except ValueError as wrong:
        raise ApiError(f"This is no JSON: {wrong}") from wrong
    if not isinstance(content, dict):
        raise ApiError("Send one JSON object.")
    return content
