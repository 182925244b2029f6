"""Supporters of a case file: what changes with time, and what is wrong with it."""

import pytest
import yaml

from holdfast.casefile.build_supporters import build_after_challenge, build_supporters
from holdfast.casefile.context import Context
from holdfast.casefile.loader import validated
from holdfast.casefile.schema_people import MOST_ELECTIONS
from holdfast.casefile.tree import parse


def share(value):
    return {"value": value, "unit": "share", "basis": "assumed", "by": "tests"}


def case(supporter=(), **more):
    """A case with one supporter, who has these keys besides the three it needs."""
    position = {**share(0.4), "unit": "package strength"}
    north = {"position": position, "weight": share(1), "salience": share(1), **dict(supporter)}
    whole = {
        "holdfast": 1,
        "id": "one",
        "title": "One supporter",
        "as_of": "2025-01-31",
        "summary": "For tests.",
        "actors": {"north": {"name": "North", "kind": "state"}},
        "issues": {
            "a": {"question": "x", "options": {"n": "no", "y": "yes"}, "decided_by": []}
        },
        "supporters": {"north": north},
        **more,
    }
    tree = parse(yaml.dump(whole, Dumper=NoAliases, sort_keys=False), "one.yaml")
    return Context(tree, validated(tree))


class NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


def vote(day):
    return {"on": day, "may_fall": {**share(0.3), "unit": "probability"}, "to": share(0.5)}


def test_what_is_left_out_is_absent():
    context = case()
    [north] = build_supporters(context)
    assert (north.half_life, north.elections) == (None, ())
    assert build_after_challenge(context) is None
    assert context.problems == []
    assert len(context.quantities) == 3


def test_what_is_stated_becomes_quantities_by_their_path():
    half = {"value": 3, "unit": "year", "basis": "assumed", "by": "tests"}
    context = case(
        {"half_life": half, "elections": [vote("2026-05-01"), vote("2030-05-01")]},
        after_challenge={"rally": share(0.2)},
    )
    [north] = build_supporters(context)
    assert north.half_life.likely == 3.0
    assert [(v.on.year, v.may_fall.likely, v.to.likely) for v in north.elections] == [
        (2026, 0.3, 0.5),
        (2030, 0.3, 0.5),
    ]
    assert north.elections[1].to.name == "supporters.north.elections.1.to"
    after = build_after_challenge(context)
    assert (after.rally.likely, after.hesitate) == (0.2, None)
    assert context.problems == []


@pytest.mark.parametrize("day", ["2025-01-31", "2020-01-01"])
def test_an_election_that_is_over_is_an_error(day):
    context = case({"elections": [vote(day)]})
    build_supporters(context)
    [problem] = context.problems
    assert problem.code == "HF455"
    assert day in problem.what


def test_there_are_bounds_and_nobody_moves_without_supporters():
    assert MOST_ELECTIONS == 20
    context = case(supporters={}, after_challenge={"hesitate": share(0.2)})
    build_after_challenge(context)
    assert [p.code for p in context.problems] == ["HF202"]
