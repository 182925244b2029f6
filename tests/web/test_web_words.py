"""Every word of the interface stands in one catalogue, and other directions work."""

import io
import re
import runpy
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from holdfast.web.words import chosen, direction, folder, languages

ROOT = Path(__file__).parents[2]
POT = folder() / "holdfast.pot"
TEMPLATES = ROOT / "src" / "holdfast" / "web" / "templates"


def test_the_catalogue_is_up_to_date():
    """If not: python scripts/catalogue.py"""
    made = runpy.run_path(str(ROOT / "scripts" / "catalogue.py"))["collected"]()
    assert POT.read_text(encoding="utf-8") == made


@pytest.mark.parametrize("file", sorted(TEMPLATES.glob("*.html")), ids=lambda f: f.name)
def test_no_template_has_words_of_its_own(file):
    text = file.read_text(encoding="utf-8")
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
    bare = re.sub(r"<[^>]*>", " ", bare, flags=re.DOTALL)
    found = set(re.findall(r"[A-Za-z]{2,}", bare))
    assert found <= {"holdfast", "docx", "md", "json", "bib", "csv", "svg"}


@pytest.fixture
def arabic(tmp_path):
    """A translation that turns every message around, in a language written from the right."""
    catalogue = read_po(io.BytesIO(POT.read_bytes()))
    for message in catalogue:
        if message.id:
            words = re.split(r"(%\([a-z]+\)s|%%)", message.id)
            message.string = "".join(w if w.startswith("%") else f"«{w}»" for w in words if w)
            message.flags.discard("fuzzy")
    target = tmp_path / "ar" / "LC_MESSAGES"
    target.mkdir(parents=True)
    with (target / "holdfast.mo").open("wb") as file:
        write_mo(file, catalogue)
    return str(tmp_path)


def test_a_translation_is_found_and_turns_the_page(opened, arabic):
    assert languages(arabic) == ("ar", "en")
    client = opened(locales=arabic)
    for path in ("/", "/c/ukraine-2025-03-01/window", "/c/elmira/edit", "/nowhere"):
        text = client.get(path, headers={"accept-language": "ar-EG,en;q=0.5"}).text
        assert '<html lang="ar" dir="rtl">' in text
        assert "«" in text
    assert 'dir="ltr"' in client.get("/").text[:200]
    client.get("/language/ar")
    assert 'dir="rtl"' in client.get("/").text[:200]


def test_styles_know_no_left_and_right():
    css = (ROOT / "src/holdfast/web/static/app.css").read_text(encoding="utf-8")
    assert not re.search(r"(margin|padding|border|text-align)[^;{]*(left|right)", css)


def test_the_first_known_language_is_spoken():
    assert chosen(["xx", "ar-EG"], ["en", "ar"]) == "ar"
    assert chosen([], ["en", "ar"]) == "en"
    assert direction("he") == "rtl"
