"""The comparison of packages: both sides in it, numbers as the findings have them."""

import re

import pytest

from holdfast.core.errors import HoldfastError
from holdfast.core.likelihood import likelihood
from holdfast.report.notice import NOTICE
from holdfast.report.onepage import one_page, one_page_markdown, one_page_text


@pytest.fixture(scope="module")
def page(contested):
    return one_page(contested.conflict, contested.findings)


def row(page, start):
    [found] = [cells for cells in page.table.rows if cells[0].startswith(start)]
    return found[1:]


def test_packages_stand_in_the_order_of_the_case(page, contested):
    assert page.table.columns[1:] == tuple(g.title for g in contested.conflict.packages)
    assert {len(cells) for cells in page.table.rows} == {len(page.table.columns)}
    assert all(cell.strip() for cells in page.table.rows for cell in cells)


def test_both_sides_stand_in_it_alike(page, contested):
    contest = contested.conflict.contest
    names = [contested.conflict.name(side) for side in (contest.target, contest.challenger)]
    assert [sum(n in cells[0] for cells in page.table.rows) for n in names] == [1, 1]
    for cell in row(page, "What breaks it"):
        assert all(name in cell for name in names)


def test_chances_are_those_of_the_findings(page, contested):
    packages = contested.findings["hinges"].answer["packages"]
    contest = contested.conflict.contest
    for start, key in (
        (contested.conflict.name(contest.target), "target_comes_with"),
        (contested.conflict.name(contest.challenger), "challenger_comes_with"),
        ("Kept for 1 year", "kept_1y"),
        ("Kept for 10 years", "kept_10y"),
        ("Talks within", "talks_1y_with"),
    ):
        found = (packages[g.id]["headlines"][key] for g in contested.conflict.packages)
        assert row(page, start) == tuple(str(likelihood(f["low"], f["high"])) for f in found)


def test_kept_attacked_and_struck_make_up_everything(page, contested):
    """Of a settlement only these three can come; the two printed ones leave what is kept."""
    packages = contested.findings["window"].answer["packages"]
    for cell, guarantee in zip(
        row(page, "What breaks it"), contested.conflict.packages, strict=True
    ):
        printed = [
            0.5 if "fewer" in part else float(re.search(r"([\d.]+)%", part)[1])
            for part in cell.split(";")
        ]
        kept = 100 * packages[guarantee.id]["holds"]["10"]["mean"]
        assert kept + sum(printed) == pytest.approx(100, abs=2)


def test_how_long_it_is_rather_kept(page, contested):
    packages = contested.findings["hinges"].answer["packages"]
    for cell, guarantee in zip(
        row(page, "Rather kept"), contested.conflict.packages, strict=True
    ):
        headlines = packages[guarantee.id]["headlines"]
        held = [y for y in (1, 2, 5, 10) if headlines[f"kept_{y}y"]["share"] >= 0.5]
        last = max(held, default=0)
        words = {0: "less than 1 year", 1: "for 1 year", 2: "for 2", 5: "for 5", 10: "for 10"}
        assert words[last] in cell


@pytest.mark.parametrize("form", [one_page_markdown, one_page_text])
def test_text_forms_hold_all_of_it_and_the_notice_once(page, form):
    flat = " ".join(form(page).replace("\\", "").split())
    assert flat.count(NOTICE) == 1
    assert flat.lower().count("recommend") == 1
    for cells in page.table.rows:
        assert all(" ".join(cell.split()) in flat for cell in cells)


def test_a_case_without_packages_has_nothing_to_compare(coded):
    with pytest.raises(HoldfastError) as caught:
        one_page(coded.conflict, coded.findings)
    assert caught.value.problems[0].code == "HF401"


def test_what_it_takes_is_that_of_the_comparison(page, contested):
    """As the comparison of packages has it, or not stated."""
    compared = {one["name"]: one for one in contested.findings["packages"].answer["packages"]}
    for start, key in (("EUR bn", "cost_per_year"), ("Days until", "days_to_deploy")):
        for cell, guarantee in zip(row(page, start), contested.conflict.packages, strict=True):
            found = compared[guarantee.id][key]
            if not found:
                assert cell == "not stated"
                continue
            printed = [float(n) for n in re.findall(r"[\d.]+", cell)]
            assert printed == pytest.approx(
                [found[k] for k in ("median", "low", "high")], rel=0.06, abs=1e-3
            )


def test_a_run_of_an_older_holdfast_has_its_page_too(contested):
    older = {
        k: f for k, f in contested.findings.items() if k not in ("packages", "sequence", "past")
    }
    assert set(row(one_page(contested.conflict, older), "EUR bn")) == {"not stated"}
