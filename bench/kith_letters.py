"""
What carries letters, each in a process of its own.

    python -m bench.kith_letters relay
    python -m bench.kith_letters worker
"""

import sys

from bench.setting_up import set_kith_up


def main() -> None:
    """Carry until ended; nothing is wired but the letters that are counted."""
    set_kith_up()
    from bench.letters import Numbered, carry
    from kith.outbox.reactions import react_with
    from kith.outbox.relay import relay_for_ever

    react_with({Numbered: [carry]})
    if sys.argv[1] == "relay":
        relay_for_ever(until=lambda: False)
    else:
        from config.celery import app

        app.worker_main(["worker", "--concurrency", "1", "--without-gossip", "--without-mingle"])


if __name__ == "__main__":
    main()
