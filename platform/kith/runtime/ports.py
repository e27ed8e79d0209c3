"""Ports on the loopback address: finding a free one, refusing a taken one."""

import json
import socket
from pathlib import Path

from kith.runtime.refusal import RuntimeRefusal

LOOPBACK = "127.0.0.1"


class PortTaken(RuntimeRefusal):
    """Somebody else listens where we were asked to listen."""


def is_port_free(port: int, *, address: str = LOOPBACK) -> bool:
    """Tell whether we could listen on this port now."""
    with _socket() as probe:
        # Without this a port whose last connections are still fading would look taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def require_free_port(port: int, *, wanted_by: str, mend: str, address: str = LOOPBACK) -> None:
    """
    Return when the port is free.

    :raises PortTaken: somebody listens there already
    """
    if not is_port_free(port, address=address):
        raise PortTaken(f"Port {port}, wanted by {wanted_by}, is taken.", mend=mend)


def free_port() -> int:
    """Return a port nobody listens on at this moment."""
    with _socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


def kept_ports(path: Path, names: list[str]) -> dict[str, int]:
    """Return a port for each name: the one it had last time if that is free, else a new one."""
    before = json.loads(path.read_text()) if path.exists() else {}
    ports: dict[str, int] = {}
    for name in names:
        port = before.get(name) or free_port()
        while not is_port_free(port) or port in ports.values():
            port = free_port()
        ports[name] = port
    path.write_text(json.dumps(ports))
    return ports


def _socket() -> socket.socket:
    return socket.socket(socket.AF_INET, socket.SOCK_STREAM)
