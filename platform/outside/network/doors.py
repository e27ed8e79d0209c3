"""The HTTP doors of the simulated network: TMF640, and the control desk."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from outside.network import lifecycle, other_operator, ports
from outside.network.network import MODES, Network, Reply

API = "/tmf-api/ServiceActivationAndConfiguration/v4"
LARGEST_BODY = 256 * 1024


class Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    network: Network


class Doors(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    # Headers and body leave as two writes; without this the second waits for an acknowledgement.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer(self._read)

    def do_POST(self) -> None:
        self._answer(self._control if self.path.startswith("/_control") else self._change)

    def do_PATCH(self) -> None:
        self._answer(self._change)

    def do_DELETE(self) -> None:
        self._answer(self._reset if self.path == "/_control" else self._change)

    def log_message(self, *_: Any) -> None:
        """Stay quiet: what was asked can be read from /_control."""

    @property
    def network(self) -> Network:
        return self.server.network

    def _answer(self, door: Any) -> None:
        try:
            reply = door(self._body())
        except ValueError as problem:
            reply = Reply(400, {"code": "400", "reason": str(problem)})
        if reply.is_dropped:
            self.close_connection = True
            return
        content = b"" if reply.status == 204 else json.dumps(reply.body).encode()
        try:
            self._send(reply.status, content)
        except ConnectionError:
            # Whoever asked did not wait for the answer; it is kept under the request's id.
            self.close_connection = True

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _body(self) -> dict[str, Any]:
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST_BODY:
            raise ValueError("the body is too large")
        body = json.loads(self.rfile.read(length)) if length else {}
        if not isinstance(body, dict):
            raise ValueError("the body must be a JSON object")
        return body

    def _change(self, body: dict[str, Any]) -> Reply:
        request_id = self.headers.get("X-Request-Id", "")
        if not request_id:
            raise ValueError("the header X-Request-Id is required")
        collection, _, service_id = self.path.removeprefix(API).strip("/").partition("/")
        if collection == "portIn":
            with self.network.busy():
                if self.command == "DELETE":
                    return ports.cancel(self.network, service_id)
                return ports.ask(self.network, body, request_id)
        if collection != "service" or bool(service_id) == (self.command == "POST"):
            return Reply(404, {"code": "404", "reason": "no such resource"})
        with self.network.busy():
            time.sleep(self.network.store.setting("latency_ms", 0) / 1000)
            return self.network.ask(self.command, service_id, body, request_id)

    def _read(self, body: dict[str, Any]) -> Reply:
        if self.path == "/_control":
            return Reply(200, _everything(self.network))
        collection, _, name = self.path.removeprefix(API).strip("/").partition("/")
        found: dict[str, Any] | None = None
        if collection == "service" and name:
            service = lifecycle.find(self.network.store, name)
            found = json.loads(service["body"]) if service else None
        elif collection == "service":
            rows = self.network.store.rows("SELECT body FROM service ORDER BY rowid")
            return Reply(200, [json.loads(row["body"]) for row in rows])
        elif collection.startswith("portIn?"):
            asked = parse_qs(urlsplit(self.path).query).get("requestId", [""])
            return ports.find(self.network, asked[0])
        elif collection == "monitor" and name:
            found = self.network.monitor(name)
        if found is None:
            return Reply(404, {"code": "404", "reason": "no such resource"})
        return Reply(200, found)

    def _control(self, body: dict[str, Any]) -> Reply:
        if self.path == "/_control/finish":
            statuses = self.network.finish(
                refusal=body.get("refusal"), times=int(body.get("times", 1))
            )
            return Reply(200, {"callbacks": statuses})
        if self.path == "/_control/other_operator":
            return Reply(200, other_operator.take(self.network, body))
        if self.path == "/_control/ports":
            return Reply(200, ports.steer(self.network, body))
        for fault in body.get("faults", []):
            if fault["mode"] not in MODES:
                raise ValueError(f"mode is one of {', '.join(MODES)}")
            self.network.store.write(
                "INSERT INTO fault (verb, mode, times, reason, after_ms) VALUES (?, ?, ?, ?, ?)",
                fault.get("verb", "*"),
                fault["mode"],
                int(fault.get("times", 1)),
                fault.get("reason", "the network refused"),
                fault.get("after_ms"),
            )
        if "latency_ms" in body:
            self.network.store.set("latency_ms", int(body["latency_ms"]))
        if "today" in body:
            ports.set_today(self.network, str(body["today"]))
        if "callback" in body:
            self.network.callbacks.url = str(body["callback"])
        return Reply(200, _everything(self.network))

    def _reset(self, _: dict[str, Any]) -> Reply:
        self.network.forget()
        return Reply(204, {})


def _everything(network: Network) -> dict[str, Any]:
    store = network.store
    return {
        "latency_ms": store.setting("latency_ms", 0),
        "callback": network.callbacks.url,
        "services": [
            dict(row) for row in store.rows("SELECT id, msisdn, iccid, state FROM service")
        ],
        "requests": [dict(row) for row in store.rows("SELECT id, status FROM request")],
        "monitors": [dict(row) for row in store.rows("SELECT id, request, state FROM monitor")],
        "ports": [dict(row) for row in store.rows("SELECT * FROM port_in ORDER BY rowid")],
        "faults": [dict(row) for row in store.rows("SELECT * FROM fault")],
    }
