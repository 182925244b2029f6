"""A report with strength, beliefs and open orders keeps to the rules of modest speech."""

import pytest
import yaml

from holdfast.casefile.catalogue import bundled_text
from holdfast.casefile.loader import load_text
from holdfast.casefile.tree import parse
from holdfast.report.runfiles import run_files
from holdfast.report.sections_stability import stability_sentences, stability_tables
from holdfast.study.assess import assess
from holdfast.study.ensemble import ensemble


@pytest.fixture(scope="module")
def told():
    """Elmira, its orders read as strong, misread and open in one place each."""
    case = parse(bundled_text("elmira"), "elmira.yaml").data
    actors = list(case["preferences"])
    last = case["preferences"][actors[1]]["ranking"][-1]
    case["preferences"][actors[1]]["much_worse"] = [last if isinstance(last, str) else last[0]]
    issue = next(iter(case["issues"]))
    first, second = list(case["issues"][issue]["options"])[:2]
    case["preferences"][actors[0]]["unknown"] = [[f"{issue} = {first}", f"{issue} = {second}"]]
    case["beliefs"] = {
        actors[2]: {
            "thinks": {
                actors[0]: {
                    "priorities": [f"{issue} = {second}"],
                    "basis": "assumed",
                    "by": "tests",
                }
            }
        }
    }
    conflict = load_text(yaml.safe_dump(case, sort_keys=False), "elmira.yaml")
    return conflict, assess(ensemble(conflict, 3, 60))


def test_the_sentences_and_cells_keep_the_rules(told, rules, authored):
    conflict, findings = told
    answer = findings["stability"].answer
    assert {"strength", "hypergame", "frequency"} <= set(answer)
    for text in (*stability_sentences(conflict, answer), *findings["stability"].caveats):
        assert rules.problems(text, authored("elmira")) == []
    for table in stability_tables(conflict, answer):
        for row in table.rows:
            for heading, cell in zip(table.columns, row, strict=True):
                assert rules.cell_problems(heading, cell) == []
                assert rules.problems(cell, authored("elmira")) == []


def test_the_bibliography_of_the_run_has_what_it_rests_on(told):
    _, files = run_files(*told)
    bib = files["references.bib"].decode()
    for key in ("HamoudaKilgourHipel2006", "WangHipelFraser1988"):
        assert f"{{{key}," in bib
