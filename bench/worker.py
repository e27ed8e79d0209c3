"""
The far side of a measurement: a process that repeats one piece of work when it is told to.

Plain Python only: peers run it in an environment of their own.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Subject:
    """One piece of work; `prepare` puts the world back before each time and is not measured."""

    run: Callable[[], Any]
    prepare: Callable[[], Any] | None = None
    statements: Callable[[], int] | None = None


def serve(subjects: Mapping[str, Subject]) -> None:
    """Answer requests on standard input, a line of JSON each, until it is closed."""
    answers, sys.stdout = sys.stdout, sys.stderr
    print(json.dumps({"ready": sorted(subjects)}), file=answers, flush=True)
    for line in sys.stdin:
        wish = json.loads(line)
        subject = subjects[wish["subject"]]
        if wish.get("count"):
            answer = {"statements": subject.statements() if subject.statements else None}
        else:
            answer = measured(subject, wish["times"])
        print(json.dumps(answer), file=answers, flush=True)


def measured(subject: Subject, times: int) -> dict[str, float]:
    """Return the CPU and wall-clock seconds of one time, over so many."""
    cpu = wall = 0.0
    for _ in range(times):
        if subject.prepare:
            subject.prepare()
        begun, begun_cpu = time.perf_counter(), time.process_time()
        subject.run()
        cpu += time.process_time() - begun_cpu
        wall += time.perf_counter() - begun
    return {"cpu": cpu / times, "wall": wall / times}


class Page:
    """One page asked for through WSGI, as a server would ask."""

    def __init__(self, application: Any, hosts: list[str], path: str, *, expect: int = 200) -> None:
        self._application, self._expect = application, f"{expect} "
        self._environs = [_environ(host, path) for host in hosts]
        self._turn = 0
        self.body = b""
        self.headers: dict[str, str] = {}

    def __call__(self) -> None:
        environ = dict(self._environs[self._turn % len(self._environs)])
        environ["wsgi.input"] = io.BytesIO()
        self._turn += 1
        answer = self._application(environ, self._start)
        try:
            self.body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()

    def ask_again_for(self, tag: str) -> None:
        """Send the tag of the page one has already."""
        for environ in self._environs:
            environ["HTTP_IF_NONE_MATCH"] = tag

    def _start(self, status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        if not status.startswith(self._expect):
            raise RuntimeError(f"expected {self._expect}, got {status}")
        self.headers = dict(headers)


def _environ(host: str, path: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": host,
        "HTTP_ACCEPT": "text/html",
        "HTTP_ACCEPT_LANGUAGE": "en",
        "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def statements_of(page: Page, prepare: Callable[[], Any] | None = None) -> int:
    """Return how many statements Django sends for one page."""
    from django.db import connection

    if prepare:
        prepare()
    else:
        page()
    sent = 0

    def count(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        nonlocal sent
        sent += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        page()
    return sent


def page_subject(page: Page, prepare: Callable[[], Any] | None = None) -> Subject:
    """Return a page as a subject whose statements can be counted; it is asked for once to warm."""
    if prepare:
        prepare()
    page()
    return Subject(page, prepare, lambda: statements_of(page, prepare))
