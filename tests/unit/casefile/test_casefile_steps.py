"""The steps between text and conflict, each by itself."""

import pytest
import yaml
from pydantic import ValidationError

from holdfast.casefile.build_contest import build_contest
from holdfast.casefile.build_issues import build_preferences, build_space, build_start
from holdfast.casefile.build_people import build_evidence, build_guarantees
from holdfast.casefile.build_supporters import build_supporters
from holdfast.casefile.context import Context
from holdfast.casefile.explain import MOST_PROBLEMS, explain
from holdfast.casefile.loader import validated
from holdfast.casefile.schema import CaseFile
from holdfast.casefile.syntax import explained, reject_unreadable
from holdfast.casefile.tree import parse
from holdfast.conflict.contest import Contest
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.errors import HoldfastError, Place, Problem


def context_of(shape) -> Context:
    tree = parse(shape.text, "case.yaml")
    return Context(tree, validated(tree))


def test_a_context_that_is_built_in_parts(shape):
    context = context_of(shape)
    space = build_space(context)
    assert (len(space), build_start(context, space)) == (
        30,
        space.find(dict(context.case.start)),
    )
    assert [p.actor for p in build_preferences(context, space)] == list(context.case.actors)
    contest = build_contest(context)
    assert isinstance(contest, Contest)
    assert contest.target_trusts.name == "contest.trust.home in rival"
    assert contest.challenger_trusts.name == "contest.trust.rival in home"
    assert all(isinstance(g, Guarantee) for g in build_guarantees(context, space))
    assert [s.actor for s in build_supporters(context)] == ["far-ally"]
    assert [e.id for e in build_evidence(context)] == ["home-accepts", "rival-hedges"]
    assert context.problems == []


def test_a_context_stops_at_a_hundred_problems(shape):
    context = context_of(shape)
    for number in range(MOST_PROBLEMS - 1):
        context.report("HF301", ("title",), f"number {number}")
    with pytest.raises(HoldfastError) as caught:
        context.report("HF301", ("title",), "the last")
    assert len(caught.value.problems) == MOST_PROBLEMS


def test_a_problem_of_a_variant_says_so(shape):
    tree = parse(shape.text, "case.yaml")
    context = Context(tree, validated(tree), "sea-only")
    context.report("HF301", ("title",), "wrong", "right", "do this")
    assert context.problems == [
        Problem(
            "HF301",
            "with the variant 'sea-only': wrong",
            Place("case.yaml", 5),
            "right",
            "do this",
        )
    ]


def errors_of(text: str) -> tuple[Problem, ...]:
    tree = parse(text, "f")
    with pytest.raises(ValidationError) as caught:
        CaseFile.model_validate(tree.data)
    return explain(caught.value, tree)


def test_long_keys_and_values_are_told_short():
    problems = errors_of(f"actors: {{? {'k' * 2000} : {'v' * 3000}}}")
    assert all(len(str(problem)) < 400 for problem in problems)
    assert any("..." in str(problem) for problem in problems)


@pytest.mark.parametrize("text", ["7", "[]", "hello", "~", "true"])
def test_what_is_no_mapping_at_all(text):
    [problem] = errors_of(text)
    assert str(problem) == (
        "f:1:1: error HF203: this should be a mapping; expected keys with values"
    )


def test_an_error_without_words_is_still_told():
    error = explained(yaml.MarkedYAMLError(), "a: 1", "f")
    assert str(error) == "f:1:1: error HF104: not YAML; check indentation, colons and quotes"


def test_a_mark_beyond_the_text_is_no_trouble():
    mark = yaml.Mark("f", 0, 9, 9, None, 0)
    problem = "found character that cannot start any token"
    error = explained(yaml.MarkedYAMLError(problem=problem, problem_mark=mark), "a: 1", "f")
    assert error.problems[0].place == Place("f", 10, 10)


def test_readable_text_passes():
    reject_unreadable("a: é 力 \U0001f54a\ttab\r\n\x85", "f")


STEERING = ["\x1b", "\x07", "\x7f", "\x9b", "\u202e", "\u2067", "\U000e0041"]


@pytest.mark.parametrize("sign", STEERING)
def test_a_text_that_steers_the_reader_is_refused(shape, sign):
    escaped = f'title: "River {sign.encode("unicode_escape").decode()} truce"  # HERE'
    problem = shape.swap("title: Truce along the river", escaped).problem("HF203")
    assert f"holds the sign U+{ord(sign):04X}" in str(problem)
    assert str(problem).isprintable()
    named = f'      "sta{sign}rt.truce": limited'.encode("unicode_escape").decode()
    assert shape.swap("      start.truce: limited", named).problems()[0].code == "HF203"


@pytest.mark.parametrize(
    "text", ["محادثات السلام", "הפסקת אש", "停戦交渉", "Peace 🕊", "نامه‌ای", "क्‍ष", "a\u200fb"]
)
def test_a_text_in_any_script_is_taken(shape, text):
    assert shape.swap("title: Truce along the river", f"title: {text}").load().title == text


def test_white_space_is_one_space(shape):
    broken = shape.swap(
        "title: Truce along the river", 'title: "Truce \\n# along\\t the \\L river "'
    )
    assert broken.load().title == "Truce # along the river"
