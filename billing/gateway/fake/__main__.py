"""Start the stand-in: `python -m billing.gateway.fake --port 12111 --state FILE`."""

import argparse
import os
import signal
import sys
import threading

from billing.gateway.fake.outbound import Manners
from billing.gateway.fake.resources.sessions import expire_due_sessions
from billing.gateway.fake.server import Server
from billing.gateway.fake.world import World


def read_arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="billing.gateway.fake", description=__doc__)
    add = parser.add_argument
    add("--host", default="127.0.0.1")
    add("--port", type=int, default=0, help="0 takes a free one and prints it")
    add("--state", default="", help="SQLite file; empty keeps nothing")
    add("--public", default="", help="address at which browsers reach the hosted pages")
    add("--webhook", default="", help="where events of the platform are posted")
    add("--webhook-connect", default="", help="where events of accounts are posted")
    add("--secret", default="", help="signs the events of the platform")
    add("--connect-secret", default="", help="signs the events of accounts")
    add("--until-stdin-closes", action="store_true", help="stop when the parent is gone")
    return parser.parse_args()


def stop_with_parent() -> None:
    """End when standard input does: a killed parent cannot leave us behind."""

    def wait() -> None:
        sys.stdin.buffer.read()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def main() -> None:
    """Serve until told to stop."""
    asked = read_arguments()
    world = World(path=asked.state, public_url="")
    try:
        server = Server((asked.host, asked.port), world)
    except OSError as refusal:
        sys.exit(f"The Stripe stand-in cannot take port {asked.port}: {refusal.strerror}")
    port = server.server_address[1]
    world.public_url = asked.public.rstrip("/") or f"http://{asked.host}:{port}"
    world.outbound.settle_on(
        Manners(
            url=asked.webhook,
            secret=asked.secret,
            connect_url=asked.webhook_connect or asked.webhook,
            connect_secret=asked.connect_secret,
        )
    )
    world.outbound.start(lambda: expire_due_sessions(world))
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    if asked.until_stdin_closes:
        stop_with_parent()
    sys.stdout.write(f"listening on http://{asked.host}:{port}\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
