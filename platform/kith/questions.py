"""A lower context asks, a higher one answers; `config/wiring.py` says who."""

from collections.abc import Callable
from typing import Any

_answers: dict[str, Callable[..., Any]] = {}


class NobodyAnswers(LookupError):
    """No answer is wired for the question."""


def answer_with(answers: dict[str, Callable[..., Any]]) -> None:
    """Connect questions to those who answer them."""
    _answers.clear()
    _answers.update(answers)


def ask(question: str, **kwargs: Any) -> Any:
    """
    Return the answer of whoever is wired to the question.

    :raises NobodyAnswers: the question is not in `config/wiring.py`
    """
    try:
        answer = _answers[question]
    except KeyError as error:
        raise NobodyAnswers(f"nobody answers {question!r}; add it to config/wiring.py") from error
    return answer(**kwargs)
