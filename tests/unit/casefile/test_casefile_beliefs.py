"""Strong comparisons and beliefs in a case file: what is built, and what is refused."""

import pytest

from holdfast.casefile.build_beliefs import build_beliefs
from holdfast.casefile.build_strength import build_much_worse
from holdfast.casefile.context import Context
from holdfast.casefile.loader import validated
from holdfast.casefile.tree import parse
from holdfast.conflict.preferences import much_worse

PLACE = "  far-ally:\n    priorities: [truce != none]\n"
BELIEFS = """beliefs:
  rival:
    unseen: [backing = force-with-us]
    thinks:
      near-allies:
        priorities: [arms = paused]
        basis: judgement
        by: me
contest:
"""


def with_much(shape, entry):
    return shape.swap(PLACE, f"{PLACE}    much_worse: {entry}\n")


def with_beliefs(shape, old="", new=""):
    assert not old or BELIEFS.count(old) == 1
    return shape.swap("\ncontest:\n", "\n" + BELIEFS.replace(old, new, 1))


@pytest.mark.parametrize(
    ("entry", "worse", "better"),
    [
        ("[truce = none]", "truce = none", "truce != none"),
        ("[[truce = none, truce = full]]", "truce = none", "truce = full"),
        ("[[truce = none]]", "truce = none", "truce != none"),
    ],
)
def test_one_condition_is_set_against_all_else_and_two_against_each_other(
    shape, entry, worse, better
):
    conflict = with_much(shape, entry).load()
    ally = next(p for p in conflict.preferences if p.actor == "far-ally")
    assert [(str(a), str(b)) for a, b in ally.much_worse] == [(worse, better)]
    [(low, high)] = much_worse(ally, conflict.space)
    assert low.any()
    assert high.any()
    assert not (low & high).any()
    assert all(p.much_worse == () for p in conflict.preferences if p.actor != "far-ally")


@pytest.mark.parametrize(
    "entry", ["[truce = full]", "[arms = paused]", "[[truce = none, arms = paused]]"]
)
def test_a_strong_comparison_that_the_order_contradicts(shape, entry):
    problem = with_much(shape, f"{entry}  # HERE").problem("HF311")
    assert problem.what.startswith("the order does not rank (truce = ")
    assert problem.expected.startswith("states that the order ranks below all those")


@pytest.mark.parametrize(
    "entry", ["[truce = none or truce != none]", "[truce = full and pressure = attack]"]
)
def test_a_strong_comparison_with_nothing_on_one_side(shape, entry):
    problem = with_much(shape, f"{entry}  # HERE").problem("HF311")
    assert "no possible state is one of: '" in problem.what


@pytest.mark.parametrize("entry", ["[[a, b, c]]", "[[]]"])
def test_an_entry_is_one_condition_or_two(shape, entry):
    assert with_much(shape, entry).problems()[0].code in ("HF202", "HF203")


def test_an_order_from_the_contest_has_no_strong_comparisons(shape):
    """Its states are ordered only once the contest is drawn, so nothing could be checked."""
    line = "      - not (truce = full and backing = promise)\n"
    home = f"    priorities:\n{line}      - arms = flowing\n"
    broken = shape.swap(home, "    from: contest\n    much_worse: [truce = none]  # HERE\n")
    assert "an order of its own" in broken.problem("HF202").what


def test_a_name_in_a_strong_comparison_is_checked(shape):
    assert with_much(shape, "[truce = nope]  # HERE").problem("HF301").what


def test_a_belief_is_built(shape):
    [belief] = with_beliefs(shape).load().beliefs
    assert belief.actor == "rival"
    assert [str(condition) for condition in belief.unseen] == ["backing = force-with-us"]
    [thought] = belief.thinks
    assert (thought.actor, thought.by) == ("near-allies", "me")
    assert [str(line) for line in thought.order.statements] == ["arms = paused"]


def test_beliefs_change_the_hash_and_a_case_without_them_has_none(shape):
    assert shape.load().beliefs == ()
    assert shape.load().content_hash != with_beliefs(shape).load().content_hash


def test_a_believed_ranking_covers_what_is_seen(shape):
    tiers = "ranking: [backing = promise, {}]"
    old = "priorities: [arms = paused]"
    assert with_beliefs(shape, old, tiers.format("backing = force")).load().beliefs
    short = with_beliefs(shape, old, tiers.format("backing = force-with-us") + "  # HERE")
    assert "possible states match no tier" in short.problem("HF308").what


def test_what_is_not_known_of_another_may_be_believed_unknown(shape):
    unknown = "priorities: [arms = paused]\n        unknown: [[truce = full, truce = none]]"
    [belief] = with_beliefs(shape, "priorities: [arms = paused]", unknown).load().beliefs
    assert len(belief.thinks[0].unknown) == 1


@pytest.mark.parametrize(
    ("old", "new", "code", "what"),
    [
        ("  rival:\n", "  ghost:  # HERE\n", "HF301", "no actor is called 'ghost'"),
        ("near-allies:", "rival:  # HERE", "HF312", "rival has its own order"),
        ("near-allies:", "ghost:  # HERE", "HF301", "no actor is called 'ghost'"),
        (
            "[backing = force-with-us]",
            "[truce = none]  # HERE",
            "HF312",
            "the actor would not see the present state",
        ),
        (
            "[backing = force-with-us]",
            "[truce = full and pressure = attack]  # HERE",
            "HF312",
            "no possible state is one of",
        ),
        ("[backing = force-with-us]", "[backing = nope]  # HERE", "HF301", "nope"),
    ],
)
def test_a_belief_that_does_not_fit(shape, old, new, code, what):
    assert what in with_beliefs(shape, old, new).problem(code).what


def test_who_decides_nothing_has_no_belief_that_matters(shape):
    actor = "  far-ally: {name: Far ally, kind: state}\n"
    more = shape.swap(actor, f"{actor}  idle: {{name: Idle, kind: state}}\n")
    problem = with_beliefs(more, "  rival:\n", "  idle:  # HERE\n").problem("HF312")
    assert problem.what == "idle decides nothing, so no verdict depends on it"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("beliefs:\n  rival: {}\n", "HF202"),
        ("beliefs:\n  rival: {thinks: {home: {by: me}}}\n", "HF202"),
        (
            "beliefs:\n  rival: {thinks: {home: {priorities: [truce = full]}}}\n",
            "HF206",
        ),
        ("beliefs:\n  rival: {sees: [truce = full]}\n", "HF201"),
        ("beliefs:\n  rival: {thinks: {home: {from: contest, by: me}}}\n", "HF201"),
    ],
)
def test_a_belief_is_whole(shape, text, code):
    assert shape.swap("\ncontest:\n", f"\n{text}contest:\n").problems()[0].code == code


def test_without_states_conditions_are_still_checked(shape):
    tree = parse(with_beliefs(shape).text, "case.yaml")
    context = Context(tree, validated(tree))
    [belief] = build_beliefs(context, None, -1)
    assert (len(belief.unseen), context.problems) == (1, [])
    assert build_much_worse(context, ("preferences", "home"), [["truce = none"]])
