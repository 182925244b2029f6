"""Tables of states, verdicts and moves, cell by cell against the graph model."""

import csv
import io

import pytest
import yaml

from holdfast.casefile.catalogue import bundled_text, open_case
from holdfast.casefile.loader import load_text
from holdfast.casefile.tree import parse
from holdfast.core.errors import HoldfastError
from holdfast.stability.analysis import analyse
from holdfast.stability.coalitions import all_movers
from holdfast.stability.model import model_of
from holdfast.study.contest_order import contest_ranks
from holdfast.study.ensemble import ensemble
from holdfast.study.exchange.csv_tables import csv_export


def tables(conflict):
    files = csv_export(ensemble(conflict, 1, 5)).files
    return {name: list(csv.DictReader(io.StringIO(text))) for name, text in files.items()}


@pytest.mark.parametrize("slug", ["elmira", "ukraine-2025-03-01"])
def test_states(slug):
    case = open_case(slug)
    model = model_of(case, contest_ranks(ensemble(case, 1, 5)))
    rows = tables(case)["states.csv"]
    assert [int(row["state"]) for row in rows] == list(range(len(model.space)))
    assert [int(row["state"]) for row in rows if row["start"] == "1"] == [case.start]
    for state, row in enumerate(rows):
        for issue, option in model.space.describe(state).items():
            assert row[issue] == option
        for actor, order in zip(model.actors, model.orders, strict=True):
            assert int(row[f"rank.{actor.id}"]) == order.ranks[state] + 1


@pytest.mark.parametrize("slug", ["elmira", "prisoners-dilemma"])
def test_verdicts(slug):
    case = open_case(slug)
    result = analyse(case)
    actors = [actor.id for actor in result.model.actors]
    rows = tables(case)["stability.csv"]
    assert len(rows) == 6 * len(actors) * len(result.model.space)
    for row in rows:
        concept, state = row["concept"], int(row["state"])
        stable = result.stable[concept][actors.index(row["actor"]), state]
        assert row["stable"] == str(int(stable))
        assert row["equilibrium"] == str(int(state in result.equilibria[concept]))


@pytest.mark.parametrize("slug", ["elmira", "korea-1953"])
def test_moves(slug):
    case = open_case(slug)
    model = model_of(case, contest_ranks(ensemble(case, 1, 5)))
    movers = all_movers(model)
    wanted = {
        ("+".join(group), before, after)
        for group, arcs in zip(movers.groups, movers.arcs, strict=True)
        for before, after in zip(arcs.sources.tolist(), arcs.targets.tolist(), strict=True)
    }
    rows = tables(case)["moves.csv"]
    assert {(r["movers"], int(r["from"]), int(r["to"])) for r in rows} == wanted
    assert len(rows) == len(wanted)
    ranks = {a.id: order.ranks for a, order in zip(model.actors, model.orders, strict=True)}
    for row in rows:
        before, after = int(row["from"]), int(row["to"])
        gains = all(ranks[who][after] > ranks[who][before] for who in row["movers"].split("+"))
        if row["gain"] != "open":
            assert row["gain"] == ("yes" if gains else "no")


def dilemma(**changes):
    data = parse(bundled_text("prisoners-dilemma"), "x").data
    for path, value in changes.items():
        here = data
        *way, last = path.split("__")
        for key in way:
            here = here[key.replace("_", "-")]
        here[last] = value
    return load_text(yaml.safe_dump(data, sort_keys=False), "x.yaml")


def test_an_open_comparison_is_said():
    case = dilemma(preferences__first_side__unknown=[["first = keep", "first = break"]])
    found = csv_export(ensemble(case, 1, 1))
    assert "leaves comparisons open" in " ".join(found.notes)
    gains = {row["movers"]: row["gain"] for row in tables(case)["moves.csv"]}
    assert gains["first-side"] == "open"
    assert gains["second-side"] in ("yes", "no")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(start):
    case = dilemma(issues__first__options={"keep": f"{start}1+1", "break": "B"})
    for row in tables(case)["states.csv"]:
        assert not row["words"].startswith(start)


def test_too_many_states_are_refused():
    data = parse(bundled_text("prisoners-dilemma"), "x").data
    for place in range(12):
        options = {"n": "No", "y": "Yes"}
        owner = ["first-side"]
        data["issues"][f"i{place}"] = {"question": "?", "options": options, "decided_by": owner}
        data["start"][f"i{place}"] = "n"
    case = load_text(yaml.safe_dump(data, sort_keys=False), "x.yaml")
    with pytest.raises(HoldfastError, match=r"HF804: .*16384 states, more than 8192"):
        csv_export(ensemble(case, 1, 1))


def test_too_many_moves_are_refused():
    data = parse(bundled_text("prisoners-dilemma"), "x").data
    for place in range(10):
        options = {"n": "No", "y": "Yes"}
        owner = ["first-side"]
        data["issues"][f"i{place}"] = {"question": "?", "options": options, "decided_by": owner}
        data["start"][f"i{place}"] = "n"
    case = load_text(yaml.safe_dump(data, sort_keys=False), "x.yaml")
    with pytest.raises(HoldfastError, match=r"HF804: .*moves, more than"):
        csv_export(ensemble(case, 1, 1))


def test_a_case_without_issues_has_no_tables(drawn):
    with pytest.raises(HoldfastError, match="HF401"):
        csv_export(drawn())
