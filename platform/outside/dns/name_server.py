"""A small name server for the demo and the tests: it answers from one JSON file.

    python -m outside.dns.name_server --port 5301 --state .kith/demo/dns.json

The file maps names to kinds to values, `{"shop.example": {"TXT": ["kith-verify=..."]}}`,
and is read afresh for every question, so that a change is seen at once.
"""

import argparse
import json
import signal
import socketserver
import struct
import sys
import threading
from pathlib import Path

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

KINDS = ("A", "CNAME", "TXT")
TTL_SECONDS = 1
Zone = dict[str, dict[str, list[str]]]


def read_zone(state: Path) -> Zone:
    """Return every record; none when the file is missing or being made."""
    try:
        return json.loads(state.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


def publish_record(state: Path, name: str, kind: str, value: str) -> None:
    """Add one record, once; the file is swapped whole, never half written."""
    zone = read_zone(state)
    values = zone.setdefault(_plain(name), {}).setdefault(kind, [])
    if value not in values:
        values.append(value)
    _write(state, zone)


def withdraw_records(state: Path, name: str) -> None:
    """Drop all records of a name."""
    zone = read_zone(state)
    zone.pop(_plain(name), None)
    _write(state, zone)


def answer(question: bytes, zone: Zone) -> bytes | None:
    """Return the answer to one question on the wire; None to what is no question."""
    try:
        asked = dns.message.from_wire(question)
    except dns.exception.DNSException:
        return None
    if not asked.question:
        return None
    reply = dns.message.make_response(asked)
    reply.flags |= dns.flags.AA
    wanted = asked.question[0]
    kinds = zone.get(_plain(wanted.name.to_text()))
    if kinds is None:
        reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply.to_wire()
    for kind in (dns.rdatatype.to_text(wanted.rdtype), "CNAME"):
        values = kinds.get(kind, [])
        if values:
            texts = [_as_text(kind, value) for value in values]
            reply.answer.append(
                dns.rrset.from_text_list(wanted.name, TTL_SECONDS, dns.rdataclass.IN, kind, texts)
            )
            break
    return reply.to_wire()


def _as_text(kind: str, value: str) -> str:
    if kind == "TXT":
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return value if kind == "A" else value.rstrip(".") + "."


def _plain(name: str) -> str:
    return name.strip().rstrip(".").lower()


def _write(state: Path, zone: Zone) -> None:
    state.parent.mkdir(parents=True, exist_ok=True)
    fresh = state.with_suffix(".new")
    fresh.write_text(json.dumps(zone, indent=2, sort_keys=True))
    fresh.replace(state)


class NameServer:
    """The server, on UDP and TCP of one port; a context manager that stops both."""

    def __init__(self, *, port: int, state: Path) -> None:
        class Datagram(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                question, socket = self.request
                if reply := answer(question, read_zone(state)):
                    socket.sendto(reply, self.client_address)

        class Stream(socketserver.StreamRequestHandler):
            timeout = 5

            def handle(self) -> None:
                head = self.rfile.read(2)
                if len(head) < 2:
                    return
                question = self.rfile.read(struct.unpack("!H", head)[0])
                if reply := answer(question, read_zone(state)):
                    self.wfile.write(struct.pack("!H", len(reply)) + reply)

        # TCP chooses the port: connections of others hold many of its ports, and few of UDP's.
        self._streams = _ReusedTCP(("127.0.0.1", port), Stream)
        self.port = self._streams.server_address[1]
        self._datagrams = socketserver.ThreadingUDPServer(("127.0.0.1", self.port), Datagram)
        self._threads = [
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
            for server in (self._datagrams, self._streams)
        ]

    def __enter__(self) -> "NameServer":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        for server in (self._datagrams, self._streams):
            server.shutdown()
            server.server_close()


class _ReusedTCP(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def main() -> int:
    """Serve until told to stop."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--port", type=int, required=True)
    words.add_argument("--state", type=Path, required=True)
    asked = words.parse_args()
    stopped = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stopped.set())
    with NameServer(port=asked.port, state=asked.state) as server:
        sys.stdout.write(f"answering names on 127.0.0.1:{server.port}\n")
        sys.stdout.flush()
        stopped.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
