"""Every mail of the house: in both languages, both parts, a way to answer, nobody else's facts."""

import re
from dataclasses import fields, replace

import pytest
from django.conf import settings
from django.utils.translation import override

from config.wiring import REACTIONS
from kith.mail.drawing import draw
from kith.mail.gallery.papers import PAPERS
from kith.mail.mail import declared_mails
from kith.mail.reader import Reader
from kith.outbox.reactions import Reaction

MAILS = [pytest.param(kind, id=kind.mail_name) for kind in declared_mails()]
LANGUAGES = dict(settings.LANGUAGES)
ANA = Reader("ana@example.org", "Ana Ruiz")
LONGEST_SUBJECT = 70
PLACEHOLDER = re.compile(r"%\(|%s|\{\{|\{%|&amp;(?:lt|quot|#)")
# Whom a page answers at once: nothing happened yet that an event could tell of.
ASKED_FOR_AT_A_PAGE = {
    "porting.leaving_proof",
    "account.address_code",
    "account.exists",
    "account.none",
    "account.password_link",
    "line.sim_code",
}
# A job that works outside of any event.
BY_A_JOB = {"books.off"}


def drawn(kind, *, paper="harbour", language="en", to=ANA):
    with override(language):
        samples = kind.samples()
    reader = replace(to, language=language)
    return {case: draw(mail, head=PAPERS[paper], to=reader) for case, mail in samples.items()}


@pytest.mark.parametrize("kind", MAILS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_mail_is_whole_in_each_language_on_each_paper(kind, language, paper):
    head = PAPERS[paper]
    for mail in drawn(kind, paper=paper, language=language).values():
        assert 0 < len(mail.subject) <= LONGEST_SUBJECT, mail.subject
        assert f'<html lang="{language}">' in mail.html
        for part in (mail.text, mail.html):
            assert "Ana" in part
            assert head.answers_to in part
            assert head.imprint in part
            assert head.name in part
            assert not PLACEHOLDER.search(part), part
        assert "<" not in mail.text
        assert mail.html.count("<a ") <= 3, "a shop's name, one button, a way to answer"


@pytest.mark.parametrize("kind", MAILS)
def test_whoever_reads_spanish_reads_no_english_sentence(kind):
    assert said(kind, "en") & said(kind, "es") == set()


def said(kind, language):
    """Return the house's own sentences: no facts, and nothing that people wrote."""
    with override(language):
        words = [mail.words(PAPERS["harbour"]) for mail in kind.samples().values()]
    sentences = {text for one in words for text in (one.subject, *one.text, *one.small)}
    return sentences | {one.button.label for one in words if one.button}


@pytest.mark.parametrize("kind", MAILS)
def test_the_text_says_what_the_html_says(kind):
    for mail in drawn(kind).values():
        plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", mail.html.partition("<body")[2]))
        for line in mail.text.splitlines():
            words = " ".join(line.strip("-“”: ").split())
            if words and "http" not in words and ": " not in words:
                assert _escaped(words) in plain, words


def _escaped(words):
    return words.replace("&", "&amp;").replace("'", "&#x27;").replace('"', "&quot;")


def test_each_mail_is_sent_by_somebody_the_wiring_knows():
    wired = {
        kind.mail_name
        for reactions in REACTIONS.values()
        for one in reactions
        if isinstance(one, Reaction)
        for kind in one.mails
    }

    assert wired | ASKED_FOR_AT_A_PAGE | BY_A_JOB == {one.mail_name for one in declared_mails()}
    assert not wired & (ASKED_FOR_AT_A_PAGE | BY_A_JOB)


def test_whoever_writes_mail_does_so_outside_of_a_transaction():
    slow = [
        one.name
        for reactions in REACTIONS.values()
        for one in reactions
        if isinstance(one, Reaction) and one.mails and one.atomic
    ]

    assert slow == []


@pytest.mark.parametrize(
    "name",
    ["http://evil.example/ Ana", "evil.example Ana", "evil.example/x Ana", "5% off!", "<b>Ana</b>"],
)
def test_a_greeting_names_nobody_who_is_no_name(name):
    kind = declared_mails()[0]
    (mail, *_others) = drawn(kind, to=Reader("ana@example.org", name)).values()

    assert "Hello," in mail.text
    assert name.split()[0] not in mail.text


@pytest.mark.parametrize("name", ["Ma. Luisa Gil", "Jean-Luc Roy", "O’Neill", "हिन्दी वर्मा"])
def test_a_greeting_has_the_first_name_as_it_is_written(name):
    assert Reader("ana@example.org", name).first_name == name.split()[0]


@pytest.mark.parametrize("kind", MAILS)
def test_a_mail_holds_facts_and_no_rows(kind):
    """A row would bring what is nobody's business along; ids are for addresses only."""
    kinds = {str(one.type) for one in fields(kind)}

    assert not {one for one in kinds if "UUID" in one or "Model" in one}
