"""Answer “not found” for what is not there, or is not theirs."""

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404


def found_or_404[**P, R](ask: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """
    Return what a question of an app gives; a page tells nobody why there is nothing.

    :raises Http404: it is not there, or not for whoever asks
    """
    try:
        return ask(*args, **kwargs)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
