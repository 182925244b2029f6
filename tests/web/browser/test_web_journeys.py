"""The journeys of analyst, planner and teacher, in a real browser."""

import csv
import json
import re
from importlib.util import find_spec

import pytest

from holdfast.reading.catalogue import content

FEW = "draws=24&game_draws=2"
TEXT = content("renamo-wants-guarantees").decode("utf-8")


def headline(page):
    assert page.locator("h1").count() == 1
    return page.locator("h1").inner_text()


def analyst(page, address):
    """From a pasted article to the brief of its case; returns the case's address."""
    page.goto(address)
    page.get_by_label("Paste the text of an article").fill(TEXT)
    page.locator("#who-article").fill("Ada Lovelace")
    page.get_by_role("button", name="Read it").click()
    assert headline(page) == "What does this article say?"
    assert page.locator("mark").count() > 5
    page.get_by_role("button", name="Draft a case").click()
    assert "do you accept" in headline(page)
    items = page.locator("ol.items > li").count()
    assert page.get_by_label("Your name").input_value() == "Ada Lovelace"
    page.get_by_role("button", name=re.compile("^Accept")).first.click()
    assert page.get_by_text("accepted by Ada Lovelace").count() == 1
    page.get_by_role("button", name=re.compile("^Reject")).last.click()
    assert page.locator("ol.items > li").count() == items - 1
    page.get_by_role("link", name="On to the brief").click()
    page.goto(f"{page.url}?{FEW}")
    page.get_by_role("button", name="Work it out").click()
    return page.url.split("?")[0]


def test_the_analyst_from_a_pasted_article_to_a_file(page, served, kept_pictures):
    address, _ = served
    case = analyst(page, address)
    page.locator("#brief").wait_for(timeout=180_000)
    page.screenshot(path=kept_pictures / "brief.png", full_page=True)
    with page.expect_download() as got:
        page.evaluate(
            """(link) => { const a = document.createElement("a"); a.href = link;
            a.download = "brief.md"; document.body.append(a); a.click(); }""",
            f"{case}/brief.md?{FEW}",
        )
    text = got.value.path().read_text(encoding="utf-8")
    first = page.locator("#brief p").first.inner_text()
    assert re.sub(r"\W", "", re.sub(r"\d", "", first))[:60] in re.sub(
        r"\W", "", re.sub(r"\d", "", text)
    )
    if find_spec("docx"):
        with page.expect_download() as got:
            page.get_by_role("link", name=".docx").click()
        assert got.value.path().read_bytes()[:2] == b"PK"
    page.goto(f"{case}/claims?{FEW}")
    assert "claims" in headline(page)
    page.screenshot(path=kept_pictures / "claims.png", full_page=True)
    page.goto(f"{case}/revisions")
    assert page.get_by_text("accepted: article-").count() == 1


def test_work_goes_on_while_the_page_is_reloaded_and_stops_when_asked(page, served):
    address, _ = served
    page.goto(f"{address}/c/korea-1953?draws=400&game_draws=300")
    page.get_by_role("button", name="Work it out").click()
    page.get_by_text(re.compile(r"Working: \d+%")).wait_for()
    page.reload()
    page.get_by_text(re.compile(r"Working: \d+%")).wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.goto(f"{address}/c/korea-1953?draws=400&game_draws=300")
    page.get_by_text("The work was cancelled").wait_for()


def test_sentence_and_chart_follow_the_sliders(page, served, kept_pictures):
    address, _ = served
    page.goto(f"{address}/c/ukraine-2025-03-01/window")
    before = page.locator("#live polyline.target").get_attribute("points")
    page.locator("#s-trust").fill("0.6")
    page.wait_for_url("**trust=0.6**")
    assert page.locator("#live polyline.target").get_attribute("points") != before
    assert "0.6 (the case:" in page.locator("#v-trust").inner_text()
    page.locator("#s-strength").fill("0.9")
    page.wait_for_url("**strength=0.9**")
    says = page.locator("#says").inner_text()
    assert "With 90% of" in says
    page.screenshot(path=kept_pictures / "window.png", full_page=True)
    page.goto(page.url)
    assert page.locator("#says").inner_text() == says
    page.get_by_role("link", name="Reset to the case").click()
    assert page.url.endswith("/window")
    assert page.locator("#live polyline.target").get_attribute("points") == before


def test_the_teacher_predicts_first(page, served):
    address, _ = served
    page.goto(f"{address}/c/korea-1953/window")
    page.get_by_role("link", name="Predict first").click()
    assert page.locator("#says").count() == 0
    page.locator("#s-strength").fill("0.5")
    page.wait_for_url("**strength=0.5**")
    assert page.locator("#says").count() == 0
    page.get_by_label("Both").check()
    page.get_by_role("button", name="See the answer").click()
    assert "guessed" in page.locator("#says").inner_text()
    assert "With 50% of" in page.locator("#says").inner_text()


def test_the_planner_compares_and_takes_the_table(page, served, kept_pictures):
    address, _ = served
    page.goto(f"{address}/c/ukraine-2025-03-31/compare?draws=24&game_draws=1")
    assert "variants differ" in headline(page)
    page.screenshot(path=kept_pictures / "compare.png", full_page=True)
    link = page.get_by_role("link", name=".csv").get_attribute("href")
    rows = list(csv.reader(page.request.get(address + link).text().splitlines()))
    columns = page.locator("table").first.locator("thead th").all_inner_texts()
    assert rows[0][1:] == columns


def test_a_case_is_edited_with_the_errors_of_check(page, served, kept_pictures):
    address, _ = served
    page.goto(f"{address}/c/prisoners-dilemma/edit")
    field = page.get_by_label("The case file")
    text = field.input_value()
    field.fill(text.replace("actors:", "actor:", 1))
    page.get_by_label("Your name").fill("Ada")
    page.get_by_role("button", name="Check and keep").click()
    page.get_by_role("alert").wait_for()
    page.screenshot(path=kept_pictures / "mistake.png")
    assert "HF2" in page.get_by_role("alert").inner_text()
    assert "actor:" in page.get_by_label("The case file").input_value()
    page.get_by_label("The case file").fill(text + "\n# mine\n")
    page.get_by_role("button", name="Check and keep").click()
    page.wait_for_url("**/c/prisoners-dilemma")
    page.goto(f"{address}/c/prisoners-dilemma/revisions")
    assert "+# mine" in page.locator("pre.difference").inner_text()


def test_by_keyboard_alone(page, served):
    address, _ = served
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    reach(
        page,
        lambda: page.evaluate("() => document.activeElement.href || ''").endswith(
            "/c/korea-1953"
        ),
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/korea-1953")
    reach(page, lambda: page.evaluate("() => document.activeElement.innerText") == "The window")
    page.keyboard.press("Enter")
    page.wait_for_url("**/window")
    reach(page, lambda: page.evaluate("() => document.activeElement.id") == "s-strength")
    page.keyboard.press("Home")
    page.wait_for_url("**strength=0**")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**strength=0.05**")
    assert "With 5% of" in page.locator("#says").inner_text()
    # what has the focus can be seen to have it
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") not in (
        "none",
        "",
    )


def reach(page, there):
    for _ in range(80):
        page.keyboard.press("Tab")
        if there():
            return
    pytest.fail("Tab does not lead there")


def test_without_script(opened_page, served):
    address, case = served
    page = opened_page(java_script_enabled=False)
    page.goto(f"{address}/c/korea-1953/window")
    page.locator("#s-trust").fill("0.3")
    page.locator("#sliders").get_by_role("button", name="Show").click()
    assert "trust=0.3" in page.url
    assert "in force" in page.locator("#says").inner_text()
    page.goto(f"{address}/c/{case}?{FEW}")
    assert page.locator("#brief").count() == 1
    case = analyst(page, address)
    assert (
        page.locator("noscript meta[http-equiv=refresh]").count()
        or page.locator("#brief").count()
    )
    page.goto(f"{case}?{FEW}")
    page.locator("#brief").wait_for(timeout=180_000)


@pytest.mark.parametrize("end", ["json", "svg"])
def test_a_file_behind_a_page_opens(page, served, end):
    address, case = served
    answer = page.request.get(f"{address}/c/{case}/window.{end}?{FEW}")
    assert answer.ok
    if end == "json":
        assert json.loads(answer.text())["live"]["kappa"][0] == 0
