"""From every number that a brief prints, back to a source or to a person."""

import json
import re
from pathlib import Path

import pytest

from holdfast.report.formulas import FORMULAS
from holdfast.report.numbers import Number

THEORY = Path(__file__).parents[2] / "docs" / "theory"
NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(scope="session")
def run_of(answered, tmp_path_factory):
    """The folder of a case's run, written once."""
    folders = {}

    def folder(slug):
        if slug not in folders:
            root = tmp_path_factory.mktemp("run")
            for name, content in answered(slug).files.items():
                (root / name).parent.mkdir(exist_ok=True)
                (root / name).write_bytes(content)
            (root / "manifest.json").write_text("{}")
            folders[slug] = root
        return folders[slug]

    return folder


def test_every_numeral_of_the_brief_is_a_number_with_an_id(slug, answered, authored):
    loose = []
    for paragraph in answered(slug).document.brief.paragraphs:
        for sentence in paragraph:
            plain = "".join(part for part in sentence.parts if not isinstance(part, Number))
            for words in authored(slug):
                plain = plain.replace(words, "")
            loose += [f"{found} in: {sentence.plain()}" for found in NUMERAL.findall(plain)]
    assert loose == []


def test_every_number_of_the_brief_is_what_its_finding_holds(slug, answered):
    """The printed text agrees with the value where the path leads, up to two digits."""
    found = answered(slug)
    for entry in found.document.lineage.numbers:
        value = entry["value"]
        numerals = [float(n) for n in NUMERAL.findall(entry["text"])]
        if isinstance(value, dict) and "median" in value:
            expected = [value[key] for key in ("median", "low", "high")]
        elif isinstance(value, list):
            expected = [len(value)]
        elif isinstance(value, dict) or "%" in entry["text"]:
            continue  # a range in words, checked with the likelihood's own tests
        else:
            expected = [float(value)]
        for number, printed in zip(expected, numerals, strict=False):
            assert abs(number - printed) <= 0.05 * abs(number) + 1e-9, entry


def test_marks_in_the_brief_run_from_one_without_gaps(slug, answered):
    found = answered(slug)
    marks = [int(m) for m in re.findall(r" \[(\d+)\]", found.document.brief.marked())]
    assert list(dict.fromkeys(marks)) == list(range(1, len(found.document.brief.numbers) + 1))


def test_why_answers_for_every_number(slug, run_of, holdfast):
    run = run_of(slug)
    listed = json.loads(holdfast("why", run, "--json").stdout)["numbers"]
    assert listed
    for entry in listed:
        result = holdfast("why", run, entry["id"], "--json")
        assert result.exit_code == 0, result.stderr
        told = json.loads(result.stdout)
        assert told["text"] == entry["text"]
        assert told["formula"]
        assert told["means"]
        assert told["method"]
        assert told["text"] in told["sentence"]
        for given in told["inputs"]:
            ends_well(given)


def test_why_on_screen_names_formula_theory_and_every_input(slug, run_of, holdfast):
    run = run_of(slug)
    count = len(json.loads(holdfast("why", run, "--json").stdout)["numbers"])
    for number in sorted({1, 1 + count // 2, count}):
        result = holdfast("why", run, number)
        told = json.loads(holdfast("why", run, number, "--json").stdout)
        flat = "".join(result.stdout.split())
        assert result.exit_code == 0
        for shown in (told["formula"], told["means"], f"docs/theory/{told['theory']}.md"):
            assert "".join(shown.split()) in flat
        for given in told["inputs"]:
            assert "".join(given["name"].split()) in flat
            for source in given["sources"]:
                assert "".join(source["title"].split()) in flat
                assert "".join(source["where"].split()) in flat


def ends_well(given):
    """An input ends at a source that can be looked up, or at a person."""
    if given["basis"] in ("judgement", "assumed"):
        assert given["by"], given["name"]
    else:
        assert given["sources"], given["name"]
    for source in given["sources"]:
        for part in ("title", "publisher", "published", "where"):
            assert source[part], (given["name"], source["ref"], part)
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", source["published"])
    if "order" in given:
        assert given["order"]
    else:
        assert given["unit"]
        assert given["low"] <= given["likely"] <= given["high"]


def test_orders_end_at_a_source_or_a_person_too(slug, answered):
    found = answered(slug)
    for preferences in found.conflict.preferences:
        given = found.document.lineage.inputs[f"preferences.{preferences.actor}"]
        ends_well(given)


def test_every_input_of_a_finding_can_be_looked_up(slug, answered):
    found = answered(slug)
    known = found.document.lineage.inputs
    for finding in found.findings.values():
        for name in finding.inputs:
            assert name in known or name == "contest", name


def test_the_method_told_is_that_of_the_number(answered):
    """The supporters' forecast is not computed by the closed form of the window."""
    entries = answered("korea-1953").document.lineage.numbers
    supply = [
        e for e in entries if e["theory"] == "position-forecasts" and "mean" in e["means"]
    ]
    assert supply
    for entry in supply[:1]:
        assert "Nash" not in entry["method"]


@pytest.mark.parametrize("kind", sorted(FORMULAS))
def test_every_kind_of_number_has_its_theory_page(kind):
    assert (THEORY / f"{FORMULAS[kind].theory}.md").is_file()


@pytest.mark.parametrize("kind", sorted(FORMULAS))
def test_every_kind_of_number_cites_what_the_bibliography_holds(kind):
    from holdfast.report.bibliography import entries

    assert set(FORMULAS[kind].citations) <= set(entries())


def test_the_bibliography_covers_what_numbers_cite(slug, run_of, holdfast, answered):
    """What `holdfast cite` prints is enough for every number of the brief."""
    printed = holdfast("cite", run_of(slug)).stdout
    cited = {k for e in answered(slug).document.lineage.numbers for k in e["citations"]}
    assert [key for key in sorted(cited) if f"{{{key}," not in printed] == []
