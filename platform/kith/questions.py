"""A lower context asks, a higher one answers; `config/answers.py` says who."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any


class NobodyAnswers(LookupError):
    """No answer is wired for the question."""


@dataclass(frozen=True)
class Answer:
    """Who answers a question."""

    question: Question[..., Any]
    answer: Callable[..., Any]


class Question[**P, R]:
    """
    Something that the context which declares it asks of a context to its left.

    Its function says what is asked and what comes back, and holds nothing:

        @Question
        def sponsor_of(*, tenant_id: UUID, at: datetime) -> UUID | None:
            "Ask who encouraged a seller and shares in what it sells."
            raise NotImplementedError

    It is asked by calling it, and wired with `by`, which wants the same parameters and result.
    """

    def __init__(self, asked: Callable[P, R]) -> None:
        self.asked = asked
        update_wrapper(self, asked)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """
        Return the answer of whoever is wired.

        :raises NobodyAnswers: the question is not in `config/answers.py`
        """
        answer: Callable[P, R] | None = _answers[-1].get(self)
        if answer is None:
            raise NobodyAnswers(f"nobody answers {self!r}; add it to config/answers.py")
        return answer(*args, **kwargs)

    def by(self, answer: Callable[P, R]) -> Answer:
        """Say who answers."""
        return Answer(self, answer)

    def by_nobody(self) -> Answer:
        """Say that nobody answers for now."""

        def refuse(*_args: P.args, **_kwargs: P.kwargs) -> R:
            raise NobodyAnswers(f"nobody answers {self!r} now")

        return Answer(self, refuse)

    def __repr__(self) -> str:
        return f"{self.asked.__module__}.{self.asked.__name__}"


type Answers = dict[Question[..., Any], Callable[..., Any]]
# The last ones count.
_answers: list[Answers] = [{}]


def answer_with(*answers: Answer) -> None:
    """Connect questions to those who answer them."""
    _answers[-1] = {each.question: each.answer for each in answers}


@contextmanager
def answering(*answers: Answer) -> Iterator[None]:
    """Have these answered so while the block lasts, and all others as before."""
    _answers.append(_answers[-1] | {each.question: each.answer for each in answers})
    try:
        yield
    finally:
        _answers.pop()
