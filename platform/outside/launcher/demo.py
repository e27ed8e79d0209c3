"""
Run the whole of Kith on this machine: `make demo`.

Starts PostgreSQL and Valkey (or uses DATABASE_URL and REDIS_URL), migrates, loads the demo the
first time, starts every process, keeps them running, and ends them all on Ctrl-C.
"""

import argparse
import contextlib
import fcntl
import hashlib
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from kith.runtime.account import remove_state
from kith.runtime.external import Logins, prepared_database
from kith.runtime.ports import LOOPBACK, kept_ports, require_free_port
from kith.runtime.postgres import PostgresServer, postgres_server
from kith.runtime.project import PROJECT, write_environment
from kith.runtime.refusal import RuntimeRefusal
from kith.runtime.valkey import ValkeyServer, valkey_server
from outside.launcher.asking import postgres_question, valkey_question
from outside.launcher.parts import (
    MANAGE,
    NETWORK_HOST,
    Part,
    Ports,
    kith_itself,
    outside_world,
    shared_environment,
)
from outside.launcher.readiness import Readiness
from outside.launcher.running import NOTE, write_note
from outside.launcher.static_files import are_collected, mark_collected
from outside.launcher.supervisor import PartFailed, Supervisor

SAY_EVERY_SECONDS = 10.0
TURN_SECONDS = 0.2
# How soon it is tried again to write down what runs where.
NOTE_EVERY_SECONDS = 2.0
PORT_NAMES = ["postgres", "valkey", "network", "stripe", "dns"]


class AlreadyRunning(RuntimeRefusal):
    """Another Kith runs from the same state folder."""


class Stopped(Exception):
    """Somebody asked us to end."""


class Demo:
    """One running Kith: its servers, its processes, its state folder."""

    def __init__(self, state_dir: Path, *, port: int, address: str = LOOPBACK) -> None:
        self.state_dir = state_dir
        self.address = address
        self._began = time.monotonic()
        self._servers: dict[str, PostgresServer | ValkeyServer] = {}
        self._ports = {"web": port}
        self._is_note_due = self._is_note_refused = False
        self._noted_at = 0.0
        self._is_up = False
        self.supervisor: Supervisor
        self._readiness: Readiness

    def say(self, text: str) -> None:
        """Print one line of progress with the seconds since the start."""
        # A terminal that takes no more words is no reason to end.
        with contextlib.suppress(OSError):
            print(f"{time.monotonic() - self._began:6.1f} s  {text}", flush=True)

    def start(self, stack: contextlib.ExitStack) -> None:
        """Bring everything up; `stack` ends it, in the right order, whatever happens."""
        port = self._ports["web"]
        require_free_port(
            port,
            wanted_by="Kith's web server",
            mend=f"Stop what listens there, or choose another: make demo PORT={port + 1}",
        )
        self.say(f"Kith starts; what it keeps is in {_short(self.state_dir)}")
        self._ports |= kept_ports(self.state_dir / "ports.json", PORT_NAMES)
        ports = Ports(**{name: self._ports[name] for name in ("web", "network", "stripe", "dns")})
        env = shared_environment(
            os.environ,
            state_dir=self.state_dir,
            ports=ports,
            database_url=(logins := self._database(stack)).app,
            redis_url=self._redis(stack),
        )
        # For commands beside the parts: no part of Kith itself is told who may migrate.
        migrator = {"DATABASE_MIGRATOR_URL": logins.migrator}
        write_environment(self.state_dir, env | migrator)
        self.supervisor = Supervisor(env, self.state_dir / "log", self.say)
        stack.callback(self.supervisor.stop)
        self._readiness = Readiness(self.supervisor)
        self.supervisor.turn = self._take_a_turn
        self._keep_servers()

        helpers = outside_world(self.state_dir, ports, env)
        for part in helpers:
            self.supervisor.start(part)
        self._prepare(migrator)
        for part in helpers:
            self.supervisor.wait_for_port(part)
        self.say(f"stand-ins are up: {', '.join(part.name for part in helpers)}")
        self._load(env)

        self.say("starting web, worker, relay and scheduler")
        for part in kith_itself(ports, self.address):
            self.supervisor.start(part)
        self._wait_until_ready()
        self._note()

    def _keep_servers(self) -> None:
        questions = {"postgres": postgres_question, "valkey": valkey_question}
        for name, server in self._servers.items():
            self.supervisor.look_after(
                name,
                server.process,
                again=server.launch,
                question=questions[name](server.port),
                log=self.state_dir / f"{name}.log",
            )

    def introduce(self) -> None:
        """Print the hosts, and the people one can be; a list that fails ends nothing."""
        network = f"http://{NETWORK_HOST}:{self._ports['web']}"
        try:
            people = self.supervisor.run("people", *MANAGE, "demo_people")
        except PartFailed as failure:
            people = f"{failure}\nWho one can be stands at {network}/accounts/demo/ as well."
        with contextlib.suppress(OSError):
            print(people, flush=True)
        self.say(f"Kith runs at {network}/  (Ctrl-C ends it)")

    def tend(self) -> None:
        """Keep everything running until we are asked to end."""
        while True:
            self._take_a_turn()
            time.sleep(TURN_SECONDS)

    def _take_a_turn(self) -> bool:
        """Do what is due, leave word of what changed; True when all of Kith is ready."""
        if self.supervisor.tend():
            self._is_note_due = True
        is_time = time.monotonic() - self._noted_at > NOTE_EVERY_SECONDS
        if self._is_up and self._is_note_due and is_time:
            self._note()
        return self._readiness.look()

    def _database(self, stack: contextlib.ExitStack) -> Logins:
        if given := os.environ.get("DATABASE_URL"):
            admin = os.environ.get("DATABASE_ADMIN_URL")
            migrator = os.environ.get("DATABASE_MIGRATOR_URL")
            logins = prepared_database(
                given, admin=admin, migrator=migrator, state_dir=self.state_dir
            )
            self.say("PostgreSQL: the one of DATABASE_URL")
            return logins
        server = postgres_server(self.state_dir, self._ports["postgres"], say=self.say)
        stack.callback(server.stop)
        self._servers["postgres"] = server
        self.say(f"PostgreSQL runs on port {server.port}")
        return Logins(server.url, server.migrator_url)

    def _redis(self, stack: contextlib.ExitStack) -> str:
        if given := os.environ.get("REDIS_URL"):
            self.say("Valkey: the one of REDIS_URL")
            return given
        server = valkey_server(self.state_dir, self._ports["valkey"], persistent=True, say=self.say)
        stack.callback(server.stop)
        self._servers["valkey"] = server
        self.say(f"Valkey runs on port {server.port}")
        return server.url

    def _prepare(self, migrator: Mapping[str, str]) -> None:
        commands = [Part("migrate", (*MANAGE, "migrate"), env=migrator)]
        is_static_due = not are_collected(self.state_dir)
        if is_static_due:
            collect = (*MANAGE, "collectstatic", "--no-input", "--verbosity", "0")
            commands.append(Part("static", collect))
        self.say("bringing the database up to date")
        self.supervisor.run_together(commands)
        if is_static_due:
            mark_collected(self.state_dir)

    def _load(self, env: dict[str, str]) -> None:
        # By database, not by folder: the same folder may be pointed at another database.
        database = urlsplit(env["DATABASE_URL"])
        place = f"{database.hostname}:{database.port}{database.path}"
        name = "own" if "postgres" in self._servers else hashlib.sha256(place.encode()).hexdigest()
        mark = self.state_dir / f"loaded-{name[:12]}"
        if mark.exists():
            self.say("the demo is loaded already: everything is as you left it")
            return
        history = "" if env.get("DEMO_HISTORY") == "0" else " with a year of history"
        self.say(f"loading the demo{history}")
        self.supervisor.run("load_demo", *MANAGE, "load_demo")
        mark.touch()

    def _wait_until_ready(self) -> None:
        began = said = time.monotonic()
        while not self._take_a_turn():
            time.sleep(TURN_SECONDS)
            self._readiness.refuse_if_hopeless()
            now = time.monotonic()
            if now - said > SAY_EVERY_SECONDS:
                said = now
                self.say(f"waiting since {now - began:.0f} s for {self._readiness.words()}")
        self._is_up = True
        self.say("all of Kith is up")

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


@contextlib.contextmanager
def alone_in(state_dir: Path) -> Iterator[None]:
    """
    Hold the state folder for this process.

    :raises AlreadyRunning: another one holds it
    """
    state_dir.mkdir(parents=True, exist_ok=True)
    with (state_dir / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise AlreadyRunning(
                f"Kith runs from {_short(state_dir)} already (process {file.read().strip()}).",
                mend="End it with Ctrl-C where it runs, or set KITH_STATE_DIR to another folder.",
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def reset(state_dir: Path) -> None:
    """Delete everything the demo keeps: database, queue, stand-ins, logs."""
    with alone_in(state_dir):
        remove_state(state_dir)
    print(f"{_short(state_dir)} is empty again.")


def run(state_dir: Path, *, port: int, address: str) -> None:
    """Run Kith until a signal ends it; then leave no process behind."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(alone_in(state_dir))
        (state_dir / NOTE).unlink(missing_ok=True)
        demo = Demo(state_dir, port=port, address=address)
        _listen_for_end()
        try:
            demo.start(stack)
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


def _short(path: Path) -> str:
    return str(path.relative_to(PROJECT)) if path.is_relative_to(PROJECT) else str(path)


if __name__ == "__main__":
    main()
