"""A case small enough to reckon by hand, and ways to change one thing in it."""

import json
from copy import deepcopy

import pytest
import yaml

from holdfast.casefile.loader import load_text
from holdfast.study.ensemble import ensemble


def number(value, unit):
    """A quantity of a case file: one value, or low, likely and high."""
    if isinstance(value, tuple):
        given = dict(zip(("low", "likely", "high"), value, strict=True))
    else:
        given = {"value": value}
    return {**given, "unit": unit, "basis": "assumed", "by": "the tests"}


def share(value):
    return number(value, "share")


def chance(value):
    return number(value, "probability")


CASE = {
    "holdfast": 1,
    "id": "toy",
    "title": "Two sides and a friend",
    "as_of": "2025-01-31",
    "summary": "A case for tests.",
    "actors": {
        "east": {"name": "East", "kind": "state"},
        "west": {"name": "West", "kind": "state"},
        "north": {"name": "North", "kind": "state"},
        "south": {"name": "South", "kind": "state"},
    },
    "contest": {
        "challenger": "east",
        "target": "west",
        "power": chance(0.5),
        "line": share(0.3),
        "cost_per_month": {"challenger": share(0.03), "target": share(0.04)},
        "patience": number(0.97, "discount per quarter"),
        "decided": number(0.03, "probability per quarter"),
        "shift_in_peace": number(0.01, "probability per quarter"),
        "first_strike": chance(0.1),
        "red_lines": {"challenger": share(0.2), "target": share(0.6)},
        "bargaining_weight": share(0.5),
        "fait_accompli": number(20, "day"),
        "precondition": {
            "by": "west",
            "asks": "a guarantee",
            "met_at": number(0.5, "package strength"),
            "audience_cost": share(0.02),
            "clarity": chance(0.7),
        },
        "trust": {"west in east": chance(0.3), "east in west": chance(0.4)},
    },
    "supporters": {
        "north": {
            "position": number(0.2, "package strength"),
            "weight": share(0.6),
            "salience": share(0.5),
        },
        "south": {
            "position": number(0.8, "package strength"),
            "weight": share(0.4),
            "salience": share(0.25),
        },
    },
    "guarantees": {
        "shield": {
            "title": "A shield",
            "protects": "west",
            "against": "east",
            "given_by": ["north"],
            "response": "help",
            "response_time": number(10, "day"),
            "kept_with": chance(0.8),
            "force": chance(0.4),
            "cost_imposed": share(0.1),
            "half_life": number(5, "year"),
        }
    },
}

UNCERTAIN = {
    "contest.power": chance((0.3, 0.5, 0.7)),
    "contest.trust.west in east": chance((0.1, 0.3, 0.6)),
    "guarantees.shield.kept_with": chance((0.4, 0.8, 0.95)),
    "supporters.north.position": number((0.1, 0.2, 0.6), "package strength"),
}
"""Changes that make the case uncertain in four places."""


def changed(case, dotted, value):
    """Set, or with None remove, what stands at this path."""
    *above, last = dotted.split(".")
    for part in above:
        case = case.setdefault(part, {})
    if value is None:
        del case[last]
    else:
        case[last] = value


def text(changes=()):
    """The case file with these changes."""
    case = deepcopy(CASE)
    for dotted, value in dict(changes).items():
        changed(case, dotted, deepcopy(value))  # later changes go into what earlier ones put
    apart = json.loads(json.dumps(case))  # no object twice, so the dump needs no anchors
    return yaml.safe_dump(apart, sort_keys=False, allow_unicode=True)


@pytest.fixture(scope="session")
def quantity():
    """Write a quantity as in a case file: `quantity(value or (low, likely, high), unit)`."""
    return number


@pytest.fixture(scope="session")
def uncertain():
    """Changes that make the case uncertain in four places."""
    return dict(UNCERTAIN)


@pytest.fixture(scope="session")
def toy():
    """Build the case with changes on dotted paths: `toy({"contest.power": ...})`."""

    def build(changes=(), variant=""):
        return load_text(text(changes), "toy.yaml", variant)

    return build


@pytest.fixture(scope="session")
def drawn(toy):
    """Draw the case with changes: `drawn(changes, draws=..., seed=...)`."""

    def draw(changes=(), draws=3, seed=7, variant=""):
        return ensemble(toy(changes, variant), seed, draws)

    return draw


ISSUES = {
    "issues": {
        "truce": {
            "question": "Is there a truce?",
            "options": {"no": "Fighting goes on", "yes": "A truce"},
            "decided_by": ["east", "west"],
        },
        "backing": {
            "question": "Does North stand behind it?",
            "options": {"out": "North stays out", "in": "North is in"},
            "decided_by": ["north"],
        },
        "attack": {
            "question": "Does East attack?",
            "options": {"yes": "East attacks", "no": "East rests"},
            "decided_by": ["east"],
        },
    },
    "start": {"truce": "no", "backing": "out", "attack": "yes"},
    "preferences": {
        "east": {"from": "contest", "basis": "judgement", "by": "the tests"},
        "west": {"from": "contest", "basis": "judgement", "by": "the tests"},
        "north": {
            "priorities": ["truce = yes", "attack = no", "backing = out"],
            "basis": "judgement",
            "by": "the tests",
        },
    },
    "contest.settled_when": "truce = yes",
    "guarantees.shield.in_force_when": "backing = in",
    "guarantees.shield.broken_by": "attack = yes",
}


@pytest.fixture(scope="session")
def issues():
    """Changes that give the case three issues and two orders that follow from the contest."""
    return deepcopy(ISSUES)
