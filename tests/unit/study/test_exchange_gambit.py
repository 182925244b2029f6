"""Games for Gambit, read back with a reader of our own, against what the graph model says."""

from importlib.util import module_from_spec, spec_from_file_location
from itertools import product
from pathlib import Path

import pytest
import yaml

from holdfast.casefile.catalogue import bundled_text, open_case
from holdfast.casefile.loader import load_text
from holdfast.casefile.tree import parse
from holdfast.core.errors import HoldfastError
from holdfast.stability.analysis import analyse
from holdfast.stability.model import model_of
from holdfast.study.ensemble import ensemble
from holdfast.study.exchange.gambit import efg_export, nfg_export, quoted, strategies

_SPEC = spec_from_file_location("gambit_reader", Path(__file__).with_name("gambit_reader.py"))
gambit_reader = module_from_spec(_SPEC)
_SPEC.loader.exec_module(gambit_reader)
read_nfg, read_efg, tokens = (
    gambit_reader.read_nfg, gambit_reader.read_efg, gambit_reader.tokens,
)  # fmt: skip


def exported(writer, case):
    [text] = writer(ensemble(case, 1, 5)).files.values()
    return text


def pure_nash(game):
    """Profiles that no player gains by leaving alone, by trying every one."""
    for profile in product(*(range(len(menu)) for menu in game.strategies)):
        gains = (
            game.payoffs((*profile[:who], other, *profile[who + 1 :]))[who]
            > game.payoffs(profile)[who]
            for who in range(len(profile))
            for other in range(len(game.strategies[who]))
        )
        if not any(gains):
            yield profile


def state_of(name):
    return int(name.removeprefix("state ").partition(":")[0])


def test_the_prisoners_dilemma_as_a_strategic_game():
    """By hand: ranks 3 1 4 2 and 3 4 1 2 over neither, first, second, both breaking."""
    game = read_nfg(exported(nfg_export, open_case("prisoners-dilemma")))
    assert game.players == ["First side", "Second side"]
    assert [len(menu) for menu in game.strategies] == [2, 2]
    assert [menu[0] for menu in game.strategies] == ["leave all as it is"] * 2
    played = [(0, 0), (1, 0), (0, 1), (1, 1)]
    assert [game.payoffs(p) for p in played] == [[3, 3], [4, 1], [1, 4], [2, 2]]
    assert "ordinal ranks" in game.title
    assert list(pure_nash(game)) == [(1, 1)]


@pytest.mark.parametrize("slug", ["prisoners-dilemma", "syria-iraq-1975"])
def test_where_all_moves_can_be_undone_pure_nash_is_nash(slug):
    """A theorem: then a strategy reaches what a move reaches, from any profile."""
    case = open_case(slug)
    game = read_nfg(exported(nfg_export, case))
    found = {state_of(game.outcome(profile)) for profile in pure_nash(game)}
    assert found == set(analyse(case, ["nash"]).equilibria["nash"].tolist())


@pytest.mark.parametrize("slug", ["elmira", "prisoners-dilemma", "syria-iraq-1975"])
def test_payoffs_are_the_ranks_of_the_state_reached(slug):
    case = open_case(slug)
    model = model_of(case)
    game = read_nfg(exported(nfg_export, case))
    assert len(game.body) == len(list(product(*game.strategies)))
    assert set(game.body) == set(range(1, len(game.outcomes) + 1))
    for name, payoffs in game.outcomes:
        assert payoffs == [order.ranks[state_of(name)] + 1 for order in model.orders]
    _, _, _, root = read_efg(exported(efg_export, case))
    for end in ends(root):
        ranks = [order.ranks[state_of(end.name)] + 1 for order in model.orders]
        assert list(end.payoffs) == ranks


def ends(node):
    return [node] if not node.children else [end for c in node.children for end in ends(c)]


def test_elmira_as_a_tree():
    """By hand: ministry 2 actions, company 3, local government 2; a closed plant ends all.

    In a closed plant ministry and local government have no move left, so it has 1 end.
    """
    title, players, comment, root = read_efg(exported(efg_export, open_case("elmira")))
    assert len(players) == 3
    assert "each moves once" in title
    assert "One round" in comment
    assert root.player == 1
    assert [len(root.actions), [len(child.actions) for child in root.children]] == [2, [3, 3]]
    assert len(ends(root)) == 2 * (2 + 2 + 1)
    assert all(node.actions[0] == "stay" for node in [root, *root.children])


def backward(node):
    """The end that rational players reach, each taking its first best action."""
    if not node.children:
        return node
    found = [backward(child) for child in node.children]
    return max(found, key=lambda end: end.payoffs[node.player - 1])


def test_the_dilemma_as_a_tree_ends_in_breaking():
    _, _, _, root = read_efg(exported(efg_export, open_case("prisoners-dilemma")))
    assert state_of(backward(root).name) == 3


TWO = """
holdfast: 1
id: two
title: 'A "quoted" \\ title'
as_of: 2020-01-01
summary: Two sides.
actors:
  a: {name: Same, kind: state}
  b: {name: Same, kind: state}
issues:
  x: {question: X?, options: {n: No, y: Yes}, decided_by: [a]}
  z: {question: Z?, options: {n: No, y: Yes}, decided_by: [b]}
  t: {question: T?, options: {n: No, y: Yes}, decided_by: [a, b]}
impossible: [x = y and z = y]
start: {x: n, z: n, t: y}
preferences:
  a: {priorities: [x = y, t = y], basis: assumed, by: me}
  b: {priorities: [z = y, t = y], basis: assumed, by: me}
"""


def test_what_is_joint_impossible_or_quoted():
    case = load_text(TWO, "two.yaml")
    found = nfg_export(ensemble(case, 1, 1))
    game = read_nfg(found.files["two.nfg"])
    assert game.players == ["Same (a)", "Same (b)"]
    # each may change its issue, drop what was made together, both, or neither
    assert [len(menu) for menu in game.strategies] == [4, 4]
    assert game.title.startswith('A "quoted" / title (holdfast two')
    start = [order.ranks[case.start] + 1 for order in model_of(case).orders]
    stays = [payoffs for name, payoffs in game.outcomes if name.startswith("cannot occur")]
    assert stays == [start]
    notes = " ".join(found.notes)
    assert "cannot be made in this game: t" in notes
    assert "4 of 16 combinations cannot occur" in notes  # both change: twice drop or not


def test_a_strategy_counts_if_some_state_has_it():
    case = open_case("syria-iraq-1975")
    sizes = [len(strategies(model_of(case), actor.id, case.start)) for actor in case.actors]
    assert sizes == [3, 2]  # not both of Syria's options


def grown(first, second):
    """The prisoners' dilemma with so many more issues of two options for each side."""
    data = parse(bundled_text("prisoners-dilemma"), "x").data
    owners = ["first-side"] * first + ["second-side"] * second
    for place, owner in enumerate(owners):
        options = {"n": "No", "y": "Yes"}
        issue = {"question": "?", "options": options, "decided_by": [owner]}
        data["issues"][f"i{place}"] = issue
        data["start"][f"i{place}"] = "n"
    return load_text(yaml.safe_dump(data, sort_keys=False), "grown.yaml")


@pytest.mark.parametrize("writer", [nfg_export, efg_export])
def test_the_largest_that_is_written(writer):
    assert len(exported(writer, grown(10, 0))) > 4096


@pytest.mark.parametrize("writer", [nfg_export, efg_export])
@pytest.mark.parametrize("more", [(6, 5), (12, 0), (14, 0)])
def test_what_is_too_large_is_refused(writer, more):
    """Too many combinations; too many moves to lay out; too many choices of one actor."""
    with pytest.raises(HoldfastError, match=r"HF804: .* for Gambit: .*(more than|at most)"):
        writer(ensemble(grown(*more), 1, 1))


@pytest.mark.parametrize("writer", [nfg_export, efg_export])
def test_open_comparisons_have_no_payoff(writer):
    text = TWO.replace("by: me}", "by: me, unknown: [[x = y, x = n]]}", 1)
    with pytest.raises(HoldfastError, match=r"HF804: .*leaves comparisons open"):
        writer(ensemble(load_text(text, "two.yaml"), 1, 1))


def test_a_text_is_one_token():
    assert tokens(quoted('a "b"\n\\ c')) == [("text", 'a "b" / c')]


def test_the_readers_take_the_published_samples():
    """Shape of the samples in Gambit's description of its formats, with games of our own."""
    game = read_nfg('NFG 1 R "G" { "A" "B" }\n\n{ { "1" "2" }\n{ "1" "2" }\n}\n\n'
                    '{ { "" 1, 1 } { "" 0, 2 } }\n1 2 1 2')  # fmt: skip
    assert game.payoffs((1, 0)) == [0, 2]
    _, players, _, root = read_efg(
        'EFG 2 R "G" { "A" "B" }\np "" 1 1 "(1,1)" { "H" "L" } 0\n'
        't "" 1 "Outcome 1" { 10.000000 2.000000 }\nt "" 2 "Outcome 2" { 0.5, 1/3 }\n'
    )
    assert players == ["A", "B"]
    assert [float(end.payoffs[0]) for end in ends(root)] == [10.0, 0.5]
