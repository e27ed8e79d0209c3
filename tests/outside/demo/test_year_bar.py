"""While the demo lives its first year, or a month ahead, each page says how far it is."""

import pytest
from django.http import HttpResponse

from outside.demo.notes import Year, ask_for_a_month, move_a_day, note_year
from outside.demo.web.how_far import BAR
from outside.demo.web.views import bar
from outside.demo.web.year_bar import YearBarMiddleware

PAGE = '<body><main class="page" id="main"><h1>Plans</h1></main></body>'


@pytest.fixture
def looked_at(tmp_path, settings, rf):
    settings.KITH_STATE_DIR = tmp_path
    settings.KITH_DEMO = True
    # The demo's own templates are there in the demo only.
    [engine] = settings.TEMPLATES
    folder = str(settings.ROOT / "platform/outside/demo/templates")
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], folder]}]

    def look(year=None, content=PAGE, language="en", **headers):
        if year:
            note_year(tmp_path, year)
        answer = HttpResponse(content, headers={"Content-Language": language, **headers})
        return YearBarMiddleware(lambda request: answer)(rf.get("/"))

    return look


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("The demo is living its first year", "4 of 12 months")),
        ("es", ("La demo está viviendo su primer año", "4 de 12 meses")),
    ],
)
def test_a_page_says_how_far_the_year_is_in_its_language(looked_at, language, words):
    answer = looked_at(Year(4), language=language, ETag='"kept"', **{"Content-Length": "64"})

    said = answer.content.decode()
    assert all(each in said for each in words)
    assert said.index("<main") < said.index(words[0]) < said.index("<h1>")
    assert answer["Content-Length"] == str(len(answer.content))
    # Nobody keeps it for the page without.
    assert "ETag" not in answer


def test_the_bar_is_gone_once_the_year_is_over(looked_at):
    assert looked_at(Year(12, is_over=True)).content.decode() == PAGE


def test_a_part_of_a_page_and_what_is_no_page_have_none(looked_at):
    assert looked_at(Year(4), content="<li>one</li>").content == b"<li>one</li>"
    data = looked_at(Year(4), content=PAGE, **{"Content-Type": "application/json"})
    assert data.content.decode() == PAGE


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("The demo is living a month ahead", "Day 2 of 30: ")),
        ("es", ("La demo está viviendo un mes por adelantado", "Día 2 de 30: ")),
    ],
)
def test_a_page_says_how_far_a_month_ahead_is_and_nothing_once_it_is_lived(
    looked_at, tmp_path, language, words
):
    looked_at(Year(12, is_over=True))
    ask_for_a_month(tmp_path, ahead_days=0)
    move_a_day(tmp_path)
    move_a_day(tmp_path)

    said = looked_at(language=language).content.decode()
    assert all(each in said for each in words)

    while move_a_day(tmp_path).is_moving:
        pass
    assert looked_at().content.decode() == PAGE


def test_a_page_that_stays_open_asks_again_and_hears_when_it_is_over(looked_at, tmp_path, rf):
    looked_at(Year(12, is_over=True))
    ask_for_a_month(tmp_path, ahead_days=0)
    move_a_day(tmp_path)
    assert f'hx-get="{BAR}"' in looked_at().content.decode()

    first = bar(rf.get(BAR)).content.decode()
    move_a_day(tmp_path)
    then = bar(rf.get(BAR)).content.decode()

    assert ("Day 1 of 30" in first, "Day 2 of 30" in then) == (True, True)
    assert f'hx-get="{BAR}"' in then
    while move_a_day(tmp_path).is_moving:
        pass
    assert bar(rf.get(BAR)).content == b""
