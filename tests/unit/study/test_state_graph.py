"""What the picture of the state graph shows, against the moves and the ways themselves."""

import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.report.figures.states import states_figure
from holdfast.report.tables import moves_table
from holdfast.stability.coalitions import all_movers
from holdfast.stability.model import model_of
from holdfast.stability.reach import legal_reach
from holdfast.study.contest_order import contest_ranks
from holdfast.study.ensemble import ensemble
from holdfast.study.stable import stability
from holdfast.study.state_graph import MOST_SHOWN, MOST_WHOLE

SMALL = ("prisoners-dilemma", "elmira", "syria-iraq-1975")
LARGE = ("korea-1953", "minsk-2015", "ukraine-2025-03-31")


def answered(slug):
    run = ensemble(open_case(slug), 1, 5)
    return run, stability(run).answer


def shown(graph):
    return [s for layer in graph["layers"] for s in layer] + graph["unreached"]


def test_the_prisoners_dilemma_by_hand():
    """Each side gains by breaking, whatever the other does: 0 to 1 and 2, both to 3."""
    _, answer = answered("prisoners-dilemma")
    graph = answer["graph"]
    assert graph["whole"]
    assert graph["layers"] == [[0], [1, 2], [3]]
    assert [(m["movers"], m["from"], m["to"], m["gain"]) for m in graph["moves"]] == [
        (["first-side"], 0, 1, True),
        (["second-side"], 0, 2, True),
        (["second-side"], 1, 3, True),
        (["first-side"], 2, 3, True),
    ]
    assert graph["left_out"] == 0


@pytest.mark.parametrize("slug", [*SMALL, *LARGE])
def test_layers_are_the_fewest_moves_from_the_start(slug):
    run, answer = answered(slug)
    model = model_of(run.conflict, contest_ranks(run))
    movers = all_movers(model)
    depth = legal_reach(movers.arcs, run.conflict.start, len(model.space)).depth
    for away, layer in enumerate(answer["graph"]["layers"]):
        for state in layer:
            reached = [int(d) for d in depth[:, state] if d]
            assert away == (0 if state == answer["start"] else min(reached))
    for state in answer["graph"]["unreached"]:
        assert not depth[:, state].any()


@pytest.mark.parametrize("slug", [*SMALL, *LARGE])
def test_a_gain_is_a_gain_to_every_mover(slug):
    run, answer = answered(slug)
    model = model_of(run.conflict, contest_ranks(run))
    ranks = {a.id: order.ranks for a, order in zip(model.actors, model.orders, strict=True)}
    for move in answer["graph"]["moves"]:
        gains = [ranks[who][move["to"]] > ranks[who][move["from"]] for who in move["movers"]]
        assert move["gain"] == all(gains)


@pytest.mark.parametrize("slug", SMALL)
def test_a_small_graph_is_whole(slug):
    run, answer = answered(slug)
    model = model_of(run.conflict)
    graph = answer["graph"]
    assert sorted(shown(graph)) == list(range(len(model.space))) <= list(range(MOST_WHOLE))
    gains = {(m["movers"][0], m["from"], m["to"]) for m in graph["moves"] if m["gain"]}
    assert gains == {
        (actor.id, before, after)
        for place, actor in enumerate(model.actors)
        for before in range(len(model.space))
        for after in model.moves[place].of(before).tolist()
        if model.orders[place].ranks[after] > model.orders[place].ranks[before]
    }


@pytest.mark.parametrize("slug", LARGE)
def test_a_large_graph_has_what_matters(slug):
    _, answer = answered(slug)
    graph = answer["graph"]
    drawn = shown(graph)
    assert not graph["whole"]
    assert len(drawn) == len(set(drawn)) <= MOST_SHOWN
    assert answer["start"] in drawn
    equilibria = {s for found in answer["equilibria"].values() for s in found}
    assert graph["left_out"] == len(equilibria - set(drawn))
    ends = {(m["from"], m["to"]) for m in graph["moves"]}
    assert {state for end in ends for state in end} <= set(drawn)
    # every way to a state that is drawn as an end of one is drawn whole
    whole = [p for p in answer["paths"] if p["to"] in drawn]
    assert (
        sum(
            all((s["from"], s["to"]) in ends for s in p["by_any_moves"]["steps"]) for p in whole
        )
        >= len(whole) - graph["left_out"]
    )


def test_a_very_large_conflict_has_no_graph(drawn, issues, monkeypatch):
    monkeypatch.setattr("holdfast.study.stable.LARGE", 2)
    assert "graph" not in stability(drawn(issues)).answer


@pytest.mark.parametrize("slug", ["elmira", "minsk-2015"])
def test_the_picture_says_what_it_shows(slug):
    run, answer = answered(slug)
    picture = states_figure(run.conflict, answer)
    assert picture.name == "states"
    assert picture.svg.startswith("<svg")
    assert picture.says.startswith("State graph of ")
    assert f"from state {answer['start']}" in picture.says
    if answer["graph"]["left_out"]:
        assert f"{answer['graph']['left_out']} of the equilibria are not drawn" in picture.says
    for state in shown(answer["graph"]):
        assert f">{state}</text>" in picture.svg
    for move in answer["graph"]["moves"]:
        assert run.conflict.name(move["movers"][0])[:20] in picture.svg
    assert len(moves_table(run.conflict, answer).rows) == len(answer["graph"]["moves"])


def test_two_pictures_of_one_answer_are_the_same():
    run, answer = answered("elmira")
    assert states_figure(run.conflict, answer) == states_figure(run.conflict, answer)
