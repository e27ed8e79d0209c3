"""Run the simulated network: `python -m outside.network --port P --state FILE`."""

import argparse
import signal
import sys
from pathlib import Path

from outside.network import ports
from outside.network.callbacks import Callbacks
from outside.network.doors import API, Doors, Server
from outside.network.network import Network
from outside.network.store import Store


def main() -> None:
    options = _options()
    Path(options.state).parent.mkdir(parents=True, exist_ok=True)
    try:
        server = Server((options.host, options.port), Doors)
    except OSError as problem:
        sys.exit(f"The network simulator cannot listen on port {options.port}: {problem.strerror}")
    port = server.server_address[1]
    store = Store(options.state)
    store.set("latency_ms", options.latency_ms)
    server.network = Network(
        store=store,
        base=f"http://{options.host}:{port}{API}",
        callbacks=Callbacks(options.callback, options.callback_secret),
    )
    server.network.take_up()
    if options.ports_answer_ms is not None:
        ports.live(server.network, answers_after_ms=options.ports_answer_ms)
    signal.signal(signal.SIGTERM, _leave)
    # The port is the first line: whoever asked for port 0 reads it there.
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        server.server_close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A small operator's network, simulated.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True, help="0 takes a free one")
    parser.add_argument("--state", required=True, help="the SQLite file that keeps its memory")
    parser.add_argument("--latency-ms", type=int, default=0)
    parser.add_argument(
        "--ports-answer-ms",
        type=int,
        help="let other operators answer by themselves, and numbers move on their day",
    )
    parser.add_argument("--callback", default="", help="where late answers are posted")
    parser.add_argument("--callback-secret", default="", help="what late answers are signed with")
    return parser.parse_args()


def _leave(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
