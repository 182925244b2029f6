"""The journeys of planner and mediator, to the sheet and the annex that they take along."""

import io
import re
import zipfile
from importlib.util import find_spec

import pytest

FEW = "draws=24&game_draws=2"
PACKAGES = f"/c/korea-1953/packages?{FEW}"
SHEET_HIGH = 265 / 25.4 * 96  # of the type area of A4 with margins of 16 mm, in CSS pixels
SHEET_WIDE = 178 / 25.4 * 96
ASKED = {
    "who comes": r"Both come",
    "does it hold": r"5 years",
    "cost a year with rotation": r"EUR bn a year.*rotation|rotation.*EUR bn a year",
    "can they deliver": r"upporters would deliver",
    "what breaks first": r"[Bb]reaks (it )?first",
}
word = pytest.mark.skipif(find_spec("docx") is None, reason="needs the extra office")


def text_of(path):
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as file:
        return re.sub("<[^>]+>", " ", file.read("word/document.xml").decode())


def downloaded(page, ending):
    with page.expect_download() as got:
        page.get_by_role("link", name=ending, exact=True).first.click()
    return got.value


def answers_all(text):
    return [name for name, words in ASKED.items() if not re.search(words, text, re.DOTALL)]


def test_the_planner_compares_adds_searches_and_prints(page, served, kept_pictures):
    address, _ = served
    page.goto(address + PACKAGES)
    glance = page.locator("table").first
    assert answers_all(glance.inner_text()) == []
    before = glance.locator("tbody tr").count()
    page.get_by_text("Set one more package beside them").click()
    page.locator("#level-tripwire-force").select_option("full")
    page.locator("#level-air-cover").select_option("half")
    page.get_by_role("button", name="Compare with it").click()
    page.wait_for_url("**with=tripwire-force**")
    page.get_by_text("Set beside the others by hand").wait_for(timeout=120_000)
    assert page.locator("table").first.locator("tbody tr").count() == before + 1
    page.get_by_text("Search for packages that no other beats").click()
    for box in page.locator("input[name^=use-]").all():
        box.set_checked(box.get_attribute("name") in ("use-air-cover", "use-escrowed-assets"))
    page.get_by_label("Packages looked at, at most").fill("9")
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url("**/packages/search**")
    page.get_by_text(re.compile("the search looked at all of them")).wait_for(timeout=120_000)
    assert "with=tripwire-force" in page.url  # the way back has not lost it
    page.screenshot(path=kept_pictures / "search.png", full_page=True)
    page.get_by_role("link", name="Back to the packages of the case").click()
    assert page.locator("table").first.locator("tbody tr").count() == before + 1
    page.get_by_role("link", name="take it out").click()
    assert page.locator("table").first.locator("tbody tr").count() == before


def test_a_search_goes_on_while_the_page_is_reloaded_and_stops_when_asked(page, served):
    address, _ = served
    page.goto(f"{address}/c/korea-1953/packages/search?draws=500&game_draws=300&budget=1000")
    page.get_by_role("button", name="Work it out").click()
    page.get_by_text(re.compile(r"Working: \d+%")).wait_for()
    page.reload()
    page.get_by_text(re.compile(r"Working: \d+%")).wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("The work was cancelled").wait_for()
    assert "/packages/search" in page.url
    assert "budget=1000" in page.url


@word
def test_the_planner_takes_one_sheet_along(page, served):
    address, _ = served
    page.goto(address + PACKAGES)
    got = downloaded(page, ".docx")
    assert got.suggested_filename == "korea-1953-packages.docx"
    assert answers_all(text_of(got.path())) == []


def test_the_first_printed_page_answers_all_that_the_planner_asks(opened_page, served):
    address, _ = served
    page = opened_page(viewport={"width": round(SHEET_WIDE), "height": round(SHEET_HIGH)})
    page.emulate_media(media="print")
    page.goto(address + PACKAGES)
    table = page.locator("table").first
    box = table.bounding_box()
    assert box["y"] + box["height"] <= SHEET_HIGH
    assert box["x"] + box["width"] <= SHEET_WIDE + 1
    assert answers_all(table.inner_text()) == []
    assert page.locator("form:visible").count() == 0


def test_without_script_a_search_is_begun_and_found(opened_page, served):
    address, _ = served
    page = opened_page(java_script_enabled=False)
    page.goto(address + PACKAGES)
    page.get_by_text("Search for packages that no other beats").click()
    for box in page.locator("input[name^=use-]").all():
        box.set_checked(box.get_attribute("name") == "use-arms-and-money")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_text(re.compile("the search looked at all of them")).wait_for(timeout=120_000)


def test_the_mediator_takes_the_order_of_steps_along(page, served, kept_pictures):
    address, _ = served
    page.goto(f"{address}/c/korea-1953?{FEW}")
    page.get_by_role("link", name="In which order").first.click()
    assert "In which order" in page.locator("h1").inner_text()
    page.screenshot(path=kept_pictures / "sequence.png", full_page=True)
    told = page.locator("main").inner_text()
    for words in ("weakest step", "least exposed", "breaking off"):
        assert words in told
    page.get_by_text("The charts in numbers").first.click()
    shown = page.locator("main").inner_text()
    for words in ("exposure", "Both go on"):
        assert words in shown
    link = page.get_by_role("link", name=".md", exact=True).get_attribute("href")
    text = page.request.get(address + link).text()
    assert "weakest step" in text
    assert "exposure" in text


@word
def test_the_annex_of_the_mediator_is_a_word_file(page, served):
    address, _ = served
    page.goto(f"{address}/c/korea-1953/sequence?{FEW}")
    got = downloaded(page, ".docx")
    assert got.suggested_filename == "korea-1953-sequence.docx"
    text = text_of(got.path())
    for words in ("weakest step", "least exposed", "exposure", "Both go on", "Method"):
        assert words in text
    assert "Where each number comes from" not in text  # an annex, not the whole report
