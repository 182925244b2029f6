"""The section `sequence` of a case file: what it becomes, and what is wrong with it."""

import pytest

from holdfast.casefile.build_sequence import _waiting_for_each_other
from holdfast.casefile.defaults import plan
from holdfast.casefile.loader import load_text
from holdfast.casefile.schema_people import SupporterIn
from holdfast.casefile.schema_sequence import MOST_STEPS, StepIn
from holdfast.conflict.sequence import DOERS, SERVED
from holdfast.core.errors import HoldfastError

HEAD = """\
holdfast: 1
id: two
title: Two sides
as_of: 2025-01-31
summary: For tests.
actors: {east: {name: East, kind: state}, west: {name: West, kind: state}}
contest:
  challenger: east
  target: west
  power: {value: 0.5, unit: probability, basis: assumed, by: tests}
  line: {value: 0.5, unit: share, basis: assumed, by: tests}
  cost_per_month:
    challenger: {value: 0.1, unit: share, basis: assumed, by: tests}
    target: {value: 0.1, unit: share, basis: assumed, by: tests}
  patience: {value: 0.97, unit: discount per quarter, basis: assumed, by: tests}
  shift_in_peace: {value: 0.0, unit: probability per quarter, basis: assumed, by: tests}
  first_strike: {value: 0.02, unit: probability, basis: assumed, by: tests}
  red_lines:
    challenger: {value: 0.3, unit: share, basis: assumed, by: tests}
    target: {value: 0.7, unit: share, basis: assumed, by: tests}
  trust:
    west in east: {value: 0.5, unit: probability, basis: assumed, by: tests}
    east in west: {value: 0.5, unit: probability, basis: assumed, by: tests}
"""
STEP = """\
    {name}:
      title: A step
      by: {by}
      serves: both
      after: [{after}]
      reversible: {{value: 0.5, unit: share, basis: assumed, by: tests}}
      takes: {{value: 30, unit: day, basis: assumed, by: tests}}
{more}"""
STOPS = "      stops_fighting: true\n"
RAISES = "      raises: {line: {value: 0.02, unit: share, basis: assumed, by: tests}}\n"
LOWERS = "      lowers: {line: {value: 0.01, unit: share, basis: assumed, by: tests}}\n"


def step(name, after="", more="", by="both"):
    return STEP.format(name=name, after=after, more=more, by=by)


def case(*steps, end=""):
    return load_text(HEAD + "sequence:\n  steps:\n" + "".join(steps) + end, "two.yaml")


def codes(*steps, end=""):
    with pytest.raises(HoldfastError) as caught:
        case(*steps, end=end)
    return [(problem.code, problem.what) for problem in caught.value.problems]


def test_steps_become_a_plan_with_signs_and_quantities_of_the_case():
    found = case(step("one", more=STOPS), step("two", "one", RAISES + LOWERS))
    one, two = found.plan.steps
    assert not found.plan.assumed
    assert (one.stops_fighting, two.stops_fighting) == (True, False)
    assert two.after == ("one",)
    assert [(c.what, c.sign, c.size.likely) for c in two.changes] == [
        ("line", 1, 0.02),
        ("line", -1, 0.01),
    ]
    names = {q.name for q in found.quantities}
    assert {q.name for q in (*one.quantities, *two.quantities)} <= names
    assert "sequence.steps.two.raises.line" in names


def test_the_plan_of_holdfast_stands_in_and_counts_as_nobodys_numbers():
    found = load_text(HEAD, "two.yaml")
    assert found.plan.assumed
    assert _waiting_for_each_other(plan()) == []
    assert not any(q.name.startswith("sequence") for q in found.quantities)
    every = [q for s in found.plan.steps for q in s.quantities]
    assert {(q.basis, q.by) for q in every} == {("assumed", "holdfast editors")}
    assert {s.by for s in found.plan.steps} <= set(DOERS)
    assert {s.serves for s in found.plan.steps} <= set(SERVED)
    assert [name for name in plan().steps if name not in [s.id for s in found.plan.steps]] == [
        "force"  # it puts a package in force, and this case has none
    ]


def test_what_cannot_be_put_in_order_is_an_error():
    stop = step("one", more=STOPS)
    assert codes(stop, step("two", "three"), step("three", "two")) == [
        ("HF450", "two, three wait for each other")
    ]
    assert codes(stop, step("two", "two"))[0][0] == "HF450"
    assert codes(stop, step("two", "too"))[0][0] == "HF301"
    assert codes(step("one"), step("two"))[0][0] == "HF451"
    assert codes(stop, step("two", more=STOPS))[0][0] == "HF451"


def test_an_order_that_a_side_asks_for_has_to_be_one():
    steps = step("one", more=STOPS), step("two", "one"), step("three")
    fits = "  prefers: {target: [one, three, two]}\n"
    assert case(*steps, end=fits).plan.prefers == (("target", ("one", "three", "two")),)
    [(code, what)] = codes(*steps, end="  prefers: {challenger: [two, one, three]}\n")
    assert (code, what) == ("HF452", "the challenger has two before one, which must come first")
    [(code, what)] = codes(*steps, end="  prefers: {target: [one, two]}\n")
    assert (code, what) == ("HF452", "the order of the target is not of all steps")


def test_other_slips():
    stop = step("one", more=STOPS)
    assert codes(stop, step("two", by="nobody"))[0][0] == "HF203"
    assert codes(stop)[0][0] == "HF203"  # one step is no sequence
    assert codes(step("one", more=STOPS + "      tranches: 2\n"), step("two"))[0][0] == "HF203"
    assert codes(stop, step("two"), end="  package: shield\n")[0][0] == "HF301"
    assert MOST_STEPS == 12
    assert "raises" in StepIn.model_fields
    assert "position" in SupporterIn.model_fields


def test_a_sequence_needs_a_contest():
    text = HEAD.partition("contest:")[0] + "issues:\n  a:\n    question: x\n    options:"
    text += " {n: no, y: yes}\n    decided_by: [east]\nstart: {a: n}\npreferences:\n  east:"
    text += " {priorities: [a = y], basis: judgement, by: tests}\n"
    text += "sequence:\n  steps:\n" + step("one", more=STOPS) + step("two")
    with pytest.raises(HoldfastError) as caught:
        load_text(text, "two.yaml")
    assert [p.code for p in caught.value.problems] == ["HF202"]
