"""The gallery of mails: HTML and text side by side, in each language and on two shops' paper."""

from __future__ import annotations

from itertools import product

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from kith.mail.drawing import DrawnMail, draw
from kith.mail.gallery.papers import PAPERS
from kith.mail.mail import Mail, declared_mails
from kith.mail.reader import Reader

READER = "Ana Ruiz"
# Mail programs let in no more: no scripts, no forms, nothing fetched.
SEALED = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [CSP.SELF],
    "sandbox": [],
}


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """List every mail of the house with its subject."""
    rows = [
        {
            "name": one.mail_name,
            "about": (one.__doc__ or "").strip(),
            "subject": next(iter(_drawn(one, "harbour", "en").values())).subject,
        }
        for one in declared_mails()
    ]
    return render(request, "gallery/mails.html", {"rows": rows})


@require_safe
@csp_override({**settings.SECURE_CSP, "frame-src": [CSP.SELF]})
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail in each case, on each paper, in each language."""
    chosen = _named(name)
    shown = [
        {
            "case": case,
            "number": number,
            "paper": paper,
            "language": language,
            "mail": drawn,
        }
        for paper, language in product(PAPERS, dict(settings.LANGUAGES))
        for number, (case, drawn) in enumerate(_drawn(chosen, paper, language).items())
    ]
    words = {"name": name, "about": (chosen.__doc__ or "").strip(), "shown": shown}
    return render(request, "gallery/mail.html", words)


@require_safe
@xframe_options_sameorigin
@csp_override(SEALED)
def mail_html(
    request: HttpRequest, name: str, case: int, paper: str, language: str
) -> HttpResponse:
    """Give one mail's HTML, as a mail program would show it."""
    if paper not in PAPERS or language not in dict(settings.LANGUAGES):
        raise Http404(name)
    drawn = list(_drawn(_named(name), paper, language).values())
    if case >= len(drawn):
        raise Http404(name)
    return HttpResponse(drawn[case].html)


def _named(name: str) -> type[Mail]:
    for one in declared_mails():
        if one.mail_name == name:
            return one
    raise Http404(name)


def _drawn(kind: type[Mail], paper: str, language: str) -> dict[str, DrawnMail]:
    """Return each case of a mail, by its name."""
    reader = Reader("ana@example.org", READER, language)
    with override(language):
        samples = kind.samples()
    return {case: draw(mail, head=PAPERS[paper], to=reader) for case, mail in samples.items()}
