"""A promise of the past as a case of its first day: what the engines would have been given.

Nothing is known of it but what kind of war it ended and what was promised by how many: all
numbers are the defaults that a draft starts from. So it is a test of the engines with their
assumptions, and a hard one.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

import yaml

from holdfast.casefile.defaults import DEFAULT_JUDGE
from holdfast.casefile.loader import load_text
from holdfast.conflict.conflict import Conflict
from holdfast.history.casebook import Precedent
from holdfast.history.likeness import CIVIL, INTERSTATE
from holdfast.study.draft.tables import CONDUCT, case_default, packages, quantity, written

KINDS: Mapping[str, str] = {
    "treaty_defence": "defence-treaty",
    "guarantee_neutrality": "defence-treaty",
    "political_assurance": "political-backing",
    "troops_tripwire": "force-in-place",
    "peacekeeping": "force-in-place",
    "monitoring": "monitoring-mission",
    "dmz": "force-in-place",
    "arms_aid": "arms-and-training",
    "financial": "money",
    "sanctions_snapback": "sanctions-on-breach",
}
"""Which kind of package of a draft stands for an instrument of the casebook; power sharing and
disarming, which no outsider does, stand for none."""

MOST_GIVERS = 3
"""Guarantors that are told apart; more count as so many."""

_MOST_COST = 0.5
_SIDES = ("challenger", "target")


def told_of(one: Precedent) -> tuple[str, frozenset[str], int, bool]:
    """What are the engines told of this promise?

    Its kind of war, what was promised, by how many, and whether it was watched; promises alike
    in this are one case to them.
    """
    promised = frozenset(KINDS[key] for key in one.instruments if key in KINDS)
    kinds = promised if one.guaranteed else frozenset()
    kind = CIVIL if one.context == CIVIL else INTERSTATE
    givers = min(len(one.guarantors), MOST_GIVERS) if kinds else 0
    return kind, kinds, givers, bool(kinds) and "monitoring" in one.instruments


def case_of(one: Precedent) -> Conflict:
    """Which case would it have been on its first day?

    Returns
    -------
    With one package of what outsiders had promised, or none where nobody had. Its day is the
    promise's own, its numbers are defaults: nothing of what came of it goes in.
    """
    text = _text(*told_of(one))
    return load_text(text.replace("2000-01-01", one.start.isoformat()), f"{one.id}.yaml")


@cache
def _text(kind: str, kinds: frozenset[str], givers: int, monitored: bool) -> str:
    guarantors = [f"guarantor-{number + 1}" for number in range(givers)]
    actors = {side: {"name": side.title(), "kind": _actor(side, kind)} for side in _SIDES}
    actors |= {one: {"name": one.title(), "kind": "state"} for one in guarantors}
    promised = _promised(kinds, guarantors, monitored) if kinds else {}
    data: dict[str, object] = {
        "holdfast": 1,
        "id": "precedent",
        "title": "A promise of the past",
        "as_of": "2000-01-01",
        "summary": "Defaults alone, but for the kind of war and what was promised.",
        "actors": actors,
        "contest": _contest(kind),
        **promised,
    }
    return yaml.safe_dump(data, sort_keys=False)


def _actor(side: str, kind: str) -> str:
    return "armed-group" if kind == CIVIL and side == "challenger" else "state"


def _contest(kind: str) -> dict[str, object]:
    names = ("power", "line", "patience", "shift_in_peace", "first_strike")
    return {
        "challenger": "challenger",
        "target": "target",
        **{name: quantity(f"contest.{name}", kind) for name in names},
        "cost_per_month": {s: quantity(f"contest.cost_per_month.{s}", kind) for s in _SIDES},
        "decided": case_default("contest.decided"),
        "red_lines": {s: quantity(f"contest.red_lines.{s}", kind) for s in _SIDES},
        "bargaining_weight": case_default("contest.bargaining_weight"),
        "trust": {
            "target in challenger": quantity("contest.trust.target", kind),
            "challenger in target": quantity("contest.trust.challenger", kind),
        },
        "conduct": {name: quantity(f"contest.conduct.{name}", kind) for name in CONDUCT},
    }


def _promised(
    kinds: frozenset[str], guarantors: list[str], monitored: bool
) -> dict[str, object]:
    """All instruments as one promise.

    Force adds up less and less, costs add up, the longest will counts, and the surest word.
    """
    parts = [one.numbers for one in packages() if one.id in kinds]
    package = {
        "title": "What was promised",
        "protects": "target",
        "against": "challenger",
        "given_by": guarantors,
        "response": "as promised",
        "force": _joined(parts, "force", lambda sizes: 1.0 - _product(1.0 - s for s in sizes)),
        "cost_imposed": _joined(parts, "cost_imposed", lambda s: min(sum(s), _MOST_COST)),
        "kept_with": _joined(parts, "kept_with", max),
        "half_life": _joined(parts, "half_life", max),
    }
    if not monitored:
        return {"guarantees": {"promise": package}}
    watched = {**package, "judged_by": "observers"}
    return {"guarantees": {"promise": watched}, "monitors": {"observers": _observers()}}


def _joined(
    parts: list[Mapping[str, dict[str, object]]], key: str, join: Callable[[list[float]], float]
) -> dict[str, object]:
    numbers = tuple(
        float(join([float(str(part[key][end])) for part in parts]))
        for end in ("low", "likely", "high")
    )
    unit = str(parts[0][key]["unit"])
    return written(numbers, unit, "By kind of instrument.")  # type: ignore[arg-type]


def _product(sizes: Iterable[float]) -> float:
    whole = 1.0
    for size in sizes:
        whole *= size
    return whole


def _observers() -> dict[str, object]:
    detects = {"low": 0.4, "likely": 0.7, "high": 0.9, "unit": "probability"}
    return {
        "title": "Observers",
        "detects": {**detects, "basis": "assumed", "by": DEFAULT_JUDGE},
    }
