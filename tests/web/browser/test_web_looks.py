"""Pages for everyone: axe, small screens, large print, paper."""

import re

import pytest

SEARCHED = "instruments=monitoring-mission,snap-back-sanctions&budget=9"
FEW = "draws=24&game_draws=2"
PAGES = {
    "cases": "/",
    "article": "/a/kyiv-holds-to-guarantees",
    "brief": "/c/{case}?" + FEW,
    "waiting": "/c/minsk-2015",
    "window": "/c/{case}/window?" + FEW,
    "predict": "/c/{case}/window?predict=1",
    "table": "/c/{case}/table?" + FEW,
    "hold": "/c/{case}/hold?" + FEW,
    "stable": "/c/elmira/stable?" + FEW,
    "claims": "/c/{case}/claims?" + FEW,
    "history": "/c/{case}/history",
    "compare": "/c/ukraine-2025-03-31/compare?draws=24&game_draws=1",
    "packages": "/c/korea-1953/packages?" + FEW,
    "search": "/c/korea-1953/packages/search?" + FEW + "&" + SEARCHED,
    "packages-asked": "/c/minsk-2015/packages",
    "sequence": "/c/korea-1953/sequence?" + FEW,
    "forget-case": "/c/{case}/forget",
    "forget-article": "/a/kyiv-holds-to-guarantees/forget",
    "numbers": "/c/{case}/why?" + FEW,
    "why": "/c/{case}/why/1?" + FEW,
    "sources": "/c/{case}/sources",
    "evidence": "/c/{case}/evidence",
    "edit": "/c/elmira/edit",
    "revisions": "/c/elmira/revisions",
    "log": "/log",
    "sign-in": "/sign-in",
    "silent": "/c/elmira/window",
}
SERIOUS = {"serious", "critical"}


def go(page, served, name):
    address, case = served
    answer = page.goto(address + PAGES[name].format(case=case))
    assert answer.ok


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(page, served, axe, name, kept_pictures):
    go(page, served, name)
    page.screenshot(path=kept_pictures / f"page-{name}.png", full_page=True)
    page.evaluate(axe)
    found = page.evaluate("() => axe.run().then(r => r.violations)")
    told = [(v["id"], v["impact"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found]
    assert [one for one in told if one[1] in SERIOUS] == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_of_a_small_screen(opened_page, served, name, kept_pictures):
    page = opened_page(viewport={"width": 360, "height": 740})
    go(page, served, name)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    if name in ("window", "brief", "cases"):
        page.screenshot(path=kept_pictures / f"small-{name}.png")


@pytest.mark.parametrize(
    "name", ["cases", "brief", "window", "stable", "search", "evidence", "edit"]
)
def test_at_twice_the_size_nothing_is_cut_off(opened_page, served, name):
    """200% zoom on a screen of 1280 pixels leaves 640."""
    page = opened_page(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    go(page, served, name)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 640
    assert page.locator("h1").bounding_box()["width"] <= 640


@pytest.mark.parametrize(
    "name", ["brief", "window", "stable", "compare", "packages", "sequence"]
)
def test_on_paper(page, served, name, kept_pictures):
    go(page, served, name)
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    # A4 in points, as Chromium writes it
    boxes = set(re.findall(rb"/MediaBox\s*\[0 0 ([0-9.]+) ([0-9.]+)\]", pdf))
    assert {(round(float(w)), round(float(h))) for w, h in boxes} == {(595, 842)}
    page.emulate_media(media="print")
    assert not page.locator("nav").first.is_visible()
    assert page.locator("form:visible").count() == 0
    (kept_pictures / f"paper-{name}.pdf").write_bytes(pdf)


@pytest.mark.parametrize("scheme", ["forced", "reduced"])
def test_with_the_readers_own_colours_and_less_motion(opened_page, served, scheme):
    more = {"forced_colors": "active"} if scheme == "forced" else {"reduced_motion": "reduce"}
    page = opened_page(**more)
    go(page, served, "window")
    assert page.locator("#says").is_visible()
