"""
Measure Kith beside its limits and its peers.

    python -m bench --rows "tenant.* page.list.*" [--large]

Writes bench/results.json and prints a page. It fails nothing by itself: bars that are missed are
said, not raised.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path

from bench import rows
from bench.children import PEERS
from bench.ground import Ground, say
from bench.harness import ROWS, Result, chosen
from bench.report import page_of

RESULTS = Path(__file__).resolve().parent / "results.json"


def main() -> None:
    """Run the rows that were asked for."""
    assert rows
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rows", default="*", help="patterns, spaces between; * is all of them")
    parser.add_argument(
        "--large", action="store_true", help="up to 2,000 tenants, which takes its time"
    )
    asked = parser.parse_args()
    if not PEERS.exists():
        parser.error("the peers are missing: ./bootstrap bench")
    try:
        names = chosen(asked.rows.split())
    except LookupError as error:
        parser.error(str(error.args[0]))

    results: list[Result] = []
    with Ground(is_large=asked.large) as ground:
        for name in names:
            say(name)
            results += ROWS[name](ground)
    RESULTS.write_text(json.dumps([result.as_row() for result in results], indent=2) + "\n")
    print(f"\n{os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(page_of(results))
    missed = sorted({result.id for result in results if result.holds is False})
    print(f"Bars missed: {', '.join(missed) or 'none'}. Figures: {RESULTS}")


if __name__ == "__main__":
    main()
