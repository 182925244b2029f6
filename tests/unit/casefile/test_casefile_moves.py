"""Listed moves in a case file: what is built, and what is refused."""

import pytest

from holdfast.casefile.build_moves import build_moves
from holdfast.casefile.schema import MoveIn

MOVES = """moves:
  - made_by: [rival]
    when: truce = none
    to: {backing: promise}
contest:
"""


def with_moves(shape, old="", new=""):
    assert not old or MOVES.count(old) == 1
    return shape.swap("\ncontest:\n", "\n" + MOVES.replace(old, new, 1))


def test_a_listed_move_is_built(shape):
    conflict = with_moves(shape).load()
    [move] = conflict.space.moves
    assert (move.made_by, move.to) == (("rival",), (("backing", "promise"),))
    assert str(move.when) == "truce = none"
    assert conflict.content_hash != shape.load().content_hash


def test_a_move_from_everywhere_has_no_condition(shape):
    conflict = with_moves(shape, "    when: truce = none\n").load()
    assert conflict.space.moves[0].when is None


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("[rival]", "[rivall]  # HERE", "HF301", "no actor is called 'rivall'"),
        ("[rival]", "[rival, rival]  # HERE", "HF203", "an actor stands twice"),
        ("{backing: promise}", "{backng: promise}  # HERE", "HF301", "no issue is called"),
        ("{backing: promise}", "{backing: words}  # HERE", "HF301", "no option of backing"),
        ("truce = none", "truce = gone  # HERE", "HF301", "no option of truce"),
        ("truce = none", "truce == none  # HERE", "HF302", "in 'truce == none'"),
        ("  - made_by: [rival]\n", "  - made_by: []  # HERE\n", "HF203", ""),
        ("{backing: promise}", "{}  # HERE", "HF203", ""),
        ("    when: truce = none\n", "    wen: truce = none  # HERE\n", "HF201", "'wen'"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(shape, old, new, code, says):
    assert says in with_moves(shape, old, new).problem(code).what


def test_a_move_that_can_never_be_made_is_refused(shape):
    problem = with_moves(shape, "truce = none", "backing = promise").problem("HF313")
    assert "from no possible state" in problem.what
    assert str(problem.place).startswith("case.yaml:")


def test_who_makes_a_listed_move_needs_preferences(shape):
    more = shape.swap("actors:\n", "actors:\n  idle: {name: Idle, kind: state}\n")
    problem = with_moves(more, "[rival]", "[idle]").problem("HF202")
    assert "idle decides something but has no preferences" in problem.what


def test_an_issue_that_nobody_decides_needs_a_listed_move(shape):
    issue = """issues:
  weather:
    question: How is the winter?
    options: {mild: Mild, hard: Hard}
    decided_by: []
"""
    base = shape.swap("\nissues:\n", "\n" + issue).swap("start:\n", "start:\n  weather: mild\n")
    assert "nobody decides weather" in base.problem("HF313").what
    assert with_moves(base, "{backing: promise}", "{weather: hard}").load()


def test_the_schema_and_its_builder_agree_on_the_keys():
    assert list(MoveIn.model_fields) == ["made_by", "to", "when"]
    assert build_moves.__doc__
