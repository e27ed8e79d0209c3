"""Start the stand-in: `python -m outside.stripe --port 12111 --state FILE`."""

import argparse
import os
import signal
import sys
import threading

from outside.stripe.happening_by_itself import pass_time
from outside.stripe.outbound import Manners
from outside.stripe.server import Server
from outside.stripe.world import World


def read_arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="outside.stripe", description=__doc__)
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
    world.outbound.start(lambda: pass_time(world))
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
