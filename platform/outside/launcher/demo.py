"""
Run the whole of Kith on this machine: `make demo`.

Starts PostgreSQL and Valkey (or uses DATABASE_URL and REDIS_URL) and what a person needs who opens
a shop; then the rest, and the first year of the demo, lived behind everybody's back. Keeps all of
it running, and ends it on Ctrl-C.
"""

import argparse
import contextlib
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from kith.runtime.external import Logins, prepared_database
from kith.runtime.ports import LOOPBACK, kept_ports, require_free_port
from kith.runtime.postgres import PostgresServer, address_to_be, postgres_server
from kith.runtime.project import PROJECT, write_environment
from kith.runtime.refusal import RuntimeRefusal
from kith.runtime.roles import APP, MIGRATOR
from kith.runtime.valkey import ValkeyServer, valkey_server
from outside.demo.notes import (
    MAY_BEGIN,
    MONTH_DAYS,
    MONTHS,
    PEOPLE,
    Clock,
    noted_clock,
    noted_year,
)
from outside.launcher.asking import Exchange, Unanswered, postgres_question, valkey_question
from outside.launcher.folder import alone_in, reset, short
from outside.launcher.parts import (
    MANAGE,
    PYTHON,
    Part,
    Ports,
    at_work,
    first_page,
    month,
    network_host,
    outside_world,
    scheduler,
    shared_environment,
    web,
    year,
)
from outside.launcher.readiness import Readiness
from outside.launcher.running import NOTE, write_note
from outside.launcher.supervisor import PartFailed, Supervisor

SAY_EVERY_SECONDS = 10.0
TURN_SECONDS = 0.2
# How often it is looked whether the first page has come.
LOOK_SECONDS = 0.05
# How soon it is tried again to write down what runs where.
NOTE_EVERY_SECONDS = 2.0
PORT_NAMES = ["postgres", "valkey", "network", "stripe", "dns"]


class Stopped(Exception):
    """Somebody asked us to end."""


class Demo:
    """One running Kith: its servers, its processes, its state folder."""

    def __init__(self, state_dir: Path, *, port: int, address: str = LOOPBACK) -> None:
        self.state_dir = state_dir
        self.address = address
        self._host = network_host(os.environ)
        self._began = _asked_at()
        self._servers: dict[str, PostgresServer | ValkeyServer] = {}
        self._ports = {"web": port}
        self._is_note_due = self._is_note_refused = False
        self._noted_at = self._said_at = 0.0
        # Its pages can be opened; its first year is over; every part of it does its work.
        self._is_open = self._is_grown = self._is_up = False
        self._lived = 0
        self._clock = Clock()
        self.supervisor = Supervisor({}, self.state_dir / "log", self.say)
        self._readiness = Readiness(self.supervisor)

    def say(self, text: str) -> None:
        """Print one line of progress with the seconds since somebody asked for a demo."""
        # A terminal that takes no more words is no reason to end.
        with contextlib.suppress(OSError):
            print(f"{time.time() - self._began:6.1f} s  {text}", flush=True)

    def start(self, stack: contextlib.ExitStack) -> None:
        """
        Bring up what a person needs who opens a shop; `stack` ends it, whatever happens.

        Each thing is begun as soon as what it needs is there: two processors have work throughout.
        """
        port = self._ports["web"]
        require_free_port(
            port,
            wanted_by="Kith's web server",
            mend=f"Stop what listens there, or choose another: make demo PORT={port + 1}",
        )
        self.say(f"Kith starts; what it keeps is in {short(self.state_dir)}")
        self._ports |= kept_ports(self.state_dir / "ports.json", PORT_NAMES)
        servers = stack.enter_context(contextlib.ExitStack())
        # Ended first, and the servers after it.
        stack.callback(self.supervisor.stop)
        self.supervisor.turn = self._take_a_turn
        self.supervisor.begin(Part("words", (PYTHON, "-m", "kith.words")))
        redis_url = self._redis(servers)
        logins = self._logins()
        self.supervisor.env = shared_environment(
            os.environ,
            state_dir=self.state_dir,
            ports=self._named_ports,
            database_url=logins.app,
            redis_url=redis_url,
        )
        # For commands beside the parts: no part of Kith itself is told who may migrate.
        migrator = {"DATABASE_MIGRATOR_URL": logins.migrator}
        write_environment(self.state_dir, dict(self.supervisor.env) | migrator)
        (self.state_dir / MAY_BEGIN).unlink(missing_ok=True)
        # It reads the code while the server is made, and waits for it.
        self.supervisor.begin(Part("prepare", (*MANAGE, "prepare_demo"), env=migrator))
        self._database(servers)
        (self.state_dir / MAY_BEGIN).touch()
        self._look_after_servers()
        env = self.supervisor.env
        for part in outside_world(self.state_dir, self._named_ports, env, address=self.address):
            self.supervisor.start(part)
        self.supervisor.finish("words")
        # Once the code was read, which is compiled the first time: not twice at once.
        self.supervisor.wait_for_a_word("prepare")
        self.supervisor.start(web(self._named_ports, self.address, host=self._host))
        self.say("schema, people, catalogue and first shops")
        self.supervisor.finish("prepare")
        self._wait_until_open()

    def grow(self) -> None:
        """Start what nobody waits for: the workers, and the year or whatever follows from it."""
        for part in at_work():
            self.supervisor.start(part)
        found = noted_year(self.state_dir)
        if found is None or not found.is_over:
            self._lived = found.lived if found else 0
            self.say(f"the demo lives its first year meanwhile: {self._lived} of {MONTHS} months")
            self.supervisor.start(year(self.supervisor.env))

    def introduce(self) -> None:
        """Print the hosts, and the people one can be; a list that is missing ends nothing."""
        network = f"http://{self._host}:{self._ports['web']}"
        try:
            people = (self.state_dir / PEOPLE).read_text()
        except OSError:
            people = f"Who one can be stands at {network}/accounts/demo/"
        with contextlib.suppress(OSError):
            print(people, flush=True)
        self.say(f"Kith runs at {network}/  (Ctrl-C ends it)")

    def tend(self) -> None:
        """Keep everything running until we are asked to end."""
        while True:
            self._take_a_turn()
            if not self._is_up:
                self._readiness.refuse_if_hopeless()
            time.sleep(TURN_SECONDS)

    @property
    def _named_ports(self) -> Ports:
        return Ports(**{name: self._ports[name] for name in ("web", "network", "stripe", "dns")})

    def _look_after_servers(self) -> None:
        questions = {"postgres": postgres_question, "valkey": valkey_question}
        for name, server in self._servers.items():
            self.supervisor.look_after(
                name,
                server.process,
                again=server.launch,
                question=questions[name](server.port),
                log=self.state_dir / f"{name}.log",
            )

    def _wait_until_open(self) -> None:
        """Wait until the telco's own shop shows its first page."""
        question = first_page(self._named_ports, self.address, host=self._host)
        exchange = Exchange(question)
        try:
            while True:
                self._take_a_turn()
                self._readiness.refuse_if_hopeless()
                try:
                    status = exchange.look()
                except Unanswered:
                    exchange.close()
                    exchange = Exchange(question)
                    status = None
                if status == 200:
                    break
                if status:
                    raise PartFailed(f"the first page is answered {status}", mend=self._see("web"))
                time.sleep(LOOK_SECONDS)
        finally:
            exchange.close()
        self._is_open = True
        self.say(f"open after {time.time() - self._began:.0f} s: {self._shop()}")

    def _take_a_turn(self) -> None:
        """Do what is due, and leave word of what changed."""
        if self.supervisor.tend():
            self._is_note_due = True
        is_ready = self._readiness.look()
        # One after the other: what was said before the scheduler was started knows nothing of it.
        if self._is_grown and not self._is_up:
            self._look_whether_it_is_up(is_ready)
        elif self._is_open and not self._is_grown:
            self._follow_the_year()
        elif self._is_up:
            self._follow_the_clock()
        is_time = time.monotonic() - self._noted_at > NOTE_EVERY_SECONDS
        if self._is_up and self._is_note_due and is_time:
            self._note()

    def _follow_the_year(self) -> None:
        found = noted_year(self.state_dir)
        if found and found.lived != self._lived:
            self._lived = found.lived
            self.say(f"{found.lived} of {MONTHS} months of the first year were lived")
        if self.supervisor.keeps("year"):
            return
        # What is due by the clock begins now: before, every line was months late.
        self._is_grown = True
        self.supervisor.start(scheduler())

    def _follow_the_clock(self) -> None:
        """Let the month be lived that somebody asked for, and say how far it is."""
        found = noted_clock(self.state_dir)
        if found.is_moving and not self.supervisor.keeps("month"):
            self.say("the demo lives a month ahead")
            self.supervisor.start(month())
        if found != self._clock and found.is_moving and found.day:
            self.say(f"day {found.day} of {MONTH_DAYS} of the month ahead")
        self._clock = found

    def _look_whether_it_is_up(self, is_ready: bool) -> None:
        now = time.monotonic()
        if is_ready:
            self._is_up = self._is_note_due = True
            self.say("all of Kith is up")
        elif now - self._said_at > SAY_EVERY_SECONDS:
            if self._said_at:
                self.say(f"waiting for {self._readiness.words()}")
            self._said_at = now

    def _shop(self) -> str:
        return f"http://home.{self._host}:{self._ports['web']}/"

    def _see(self, name: str) -> str:
        return f"\nThe whole of it: {self.supervisor.log(name)}"

    def _logins(self) -> Logins:
        """Return what the database is reached by; one of our own is there in a moment."""
        if given := os.environ.get("DATABASE_URL"):
            admin = os.environ.get("DATABASE_ADMIN_URL")
            migrator = os.environ.get("DATABASE_MIGRATOR_URL")
            self.say("PostgreSQL: the one of DATABASE_URL")
            return prepared_database(
                given, admin=admin, migrator=migrator, state_dir=self.state_dir
            )
        port = self._ports["postgres"]
        app, migrator = (
            address_to_be(self.state_dir, port, login=login) for login in (APP, MIGRATOR)
        )
        return Logins(app, migrator)

    def _database(self, stack: contextlib.ExitStack) -> None:
        if os.environ.get("DATABASE_URL"):
            return
        server = postgres_server(self.state_dir, self._ports["postgres"], say=self.say)
        stack.callback(server.stop)
        self._servers["postgres"] = server
        self.say(f"PostgreSQL runs on port {server.port}")

    def _redis(self, stack: contextlib.ExitStack) -> str:
        if given := os.environ.get("REDIS_URL"):
            self.say("Valkey: the one of REDIS_URL")
            return given
        server = valkey_server(self.state_dir, self._ports["valkey"], persistent=True, say=self.say)
        stack.callback(server.stop)
        self._servers["valkey"] = server
        self.say(f"Valkey runs on port {server.port}")
        return server.url

    def _note(self) -> None:
        """Leave word of what runs where, for tests that end a part on purpose."""
        pids = self.supervisor.pids()
        env = self.supervisor.env
        addresses = ("DATABASE_URL", "REDIS_URL", "STRIPE_API_BASE", "NETWORK_URL", "DNS_SERVER")
        self._noted_at = time.monotonic()
        try:
            write_note(
                self.state_dir,
                {
                    "pid": os.getpid(),
                    "port": self._ports["web"],
                    "pids": pids,
                    "env": {name: env[name] for name in addresses if name in env},
                },
            )
        except OSError as problem:
            # A full disk: what runs goes on running, and is written down once there is room.
            if not self._is_note_refused:
                self.say(f"what runs where could not be written down: {problem.strerror}")
            self._is_note_due = self._is_note_refused = True
            return
        self._is_note_due = self._is_note_refused = False


def run(state_dir: Path, *, port: int, address: str) -> None:
    """Run Kith until a signal ends it; then leave no process behind."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(alone_in(state_dir))
        (state_dir / NOTE).unlink(missing_ok=True)
        demo = Demo(state_dir, port=port, address=address)
        _listen_for_end()
        try:
            demo.start(stack)
            demo.grow()
            demo.introduce()
            demo.tend()
        except Stopped:
            demo.say("ending everything")
            stack.close()
            demo.say("all ended; `make demo` goes on where you left it")


def main() -> None:
    """Read what was asked for, and do it."""
    parser = argparse.ArgumentParser(prog="python -m outside.launcher.demo", description=__doc__)
    parser.add_argument("--reset", action="store_true", help="delete what the demo keeps, and end")
    asked = parser.parse_args()
    state_dir = Path(os.environ.get("KITH_STATE_DIR") or PROJECT / ".kith" / "demo").resolve()
    try:
        if asked.reset:
            reset(state_dir)
            return
        run(state_dir, port=_asked_port(), address=os.environ.get("ADDRESS") or LOOPBACK)
    except RuntimeRefusal as refusal:
        sys.exit(f"\nKith cannot run: {refusal}")


def _asked_at() -> float:
    """Return when somebody asked for a demo: what comes before this process counts as well."""
    asked = os.environ.get("KITH_ASKED_AT", "")
    return float(asked) if asked.isdigit() else time.time()


def _asked_port() -> int:
    asked = os.environ.get("PORT") or "8000"
    if not asked.isdigit() or not 0 < int(asked) < 65536:
        raise RuntimeRefusal(f"PORT is {asked!r}.", mend="It must be a number from 1 to 65535.")
    return int(asked)


def _listen_for_end() -> None:
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def end(number: int, frame: FrameType | None) -> None:
        # Once is enough: a second Ctrl-C must not interrupt the tidying up.
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    for each in signals:
        signal.signal(each, end)


if __name__ == "__main__":
    main()
