import subprocess
import sys

from tests.architecture.house_rules import ROOT


def draw_map(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "docs/draw_map.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_map_is_true():
    drawn = draw_map("--check")

    assert drawn.returncode == 0, drawn.stderr


def test_every_glossary_word_is_explained_once():
    lines = (ROOT / "docs" / "glossary.md").read_text().splitlines()
    words = [line.split("**")[1].lower() for line in lines if line.startswith("- **")]

    assert len(words) > 30
    assert len(words) == len(set(words))


def test_every_decision_has_a_page_of_its_own():
    pages = sorted((ROOT / "docs" / "adr").glob("*.md"))
    numbers = [page.name[:4] for page in pages]

    assert numbers == [f"{n:04}" for n in range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text()
        assert text.startswith(f"# {page.name[:4]}: "), page
        assert len(text.split()) < 600, page
