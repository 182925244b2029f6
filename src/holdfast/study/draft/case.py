"""A draft case out of what an article says: who, what is decided, what is offered, evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from holdfast.casefile.loader import load_text
from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import bad_input
from holdfast.reading.reading import Reading
from holdfast.study.draft.cast import Cast, cast
from holdfast.study.draft.evidence import Bearing, cleaned, evidence, shortened
from holdfast.study.draft.offers import Offer, filled, offers
from holdfast.study.draft.parties import Party, slug
from holdfast.study.draft.source import SOURCE, Published, source_entry
from holdfast.study.draft.tables import CONDUCT, case_default, class_in_words, quantity
from holdfast.study.draft.yamltext import block

_TITLE = 120
_NOTES = {
    "issues": "The first option is the fallback; several deciders make the others together.",
    "start": "Assumed: the fighting goes on, no formal talks are held. Change what is not so.",
    "preferences": "The sides' orders follow from the contest; others start from a common one.",
    "contest": "Every number is a default; none was read in the article.",
    "supporters": "Where each would settle, 0 nothing to 1 the whole: defaults, all alike.",
    "guarantees": "Packages that the article speaks of; their numbers are defaults by kind.",
    "evidence": "Look at the words, then add checked_by: your name, or take the item out.",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A case drafted from an article.

    Parameters
    ----------
    text : of the file; it loads.
    conflict : what it describes.
    cast : who is who in it.
    offers : its packages.
    asked : place of the stated precondition among those read; None where there is none.
    """

    text: str
    conflict: Conflict
    cast: Cast
    offers: tuple[Offer, ...]
    asked: int | None = None


def draft(
    reading: Reading, published: Published, as_of: date, name: str = "case.yaml"
) -> Draft:
    """Which case could this article become?

    Parameters
    ----------
    reading : of the article.
    published : the article as a source.
    as_of : the case's date; never before the article's.
    name : of the file that will hold it, for the places of its numbers.

    Raises
    ------
    HoldfastError
        HF602, gave up, where the article names no two sides; HF303 where it is later than
        `as_of`.
    """
    if published.day is not None and published.day > as_of:
        what = f"{published.name} is of {published.day}, after the case's date {as_of}"
        raise bad_input("HF303", what, remedy=f"date the case {published.day} or later")
    who = cast(reading)
    offered = offers(reading, who)
    data = _data(reading, published, as_of, who, offered)
    text = _text(data, _header(published, who))
    asked = None if who.asked is None else reading.preconditions.index(who.asked)
    return Draft(text, load_text(text, name), who, offered, asked)


def _data(
    reading: Reading, published: Published, as_of: date, who: Cast, offered: tuple[Offer, ...]
) -> dict[str, object]:
    actors = (who.target, who.challenger, *who.guarantors)
    deciding = {who.target.id, who.challenger.id, *(g for o in offered for g in o.givers)}
    headline = reading.document.title or f"{who.target.name} and {who.challenger.name}"
    title = cleaned(headline, _TITLE)
    data: dict[str, object] = {
        "holdfast": 1,
        "id": slug(f"{who.target.id[:30]}-{who.challenger.id[:30]}-{as_of}"),
        "title": title,
        "as_of": as_of.isoformat(),
        "summary": _summary(who),
        "sources": {SOURCE: source_entry(published, as_of)},
        "actors": {party.id: _actor(party) for party in actors},
        **_decisions(who, offered),
        "contest": _contest(who),
        "supporters": {p.id: _supporter(who.reference_class) for p in who.guarantors},
        "guarantees": {o.package.id: _guarantee(o, who, as_of) for o in offered},
        **_people(who),
    }
    bearing = Bearing(
        ids=who.ids,
        preferences=frozenset(deciding),
        guarantees=frozenset(o.package.id for o in offered),
        supporters=frozenset(p.id for p in who.guarantors),
        asked_by=who.target.id if who.asked else "",
        guarantee_of={kind: o.package.id for o in offered for kind in o.package.types},
    )
    day = (published.day or as_of).isoformat()
    found = evidence(reading, bearing, SOURCE, day)
    return {**data, "evidence": found} if found else data


def _summary(who: Cast) -> str:
    asks = f" {asks_of(who)}." if who.asked else " The article states no precondition."
    return cleaned(
        f"Drafted from one article.{asks} Would talks begin, and what guarantee would it take?"
    )


def asks_of(who: Cast) -> str:
    """What does the target ask for, in a clause? Empty where the article does not say."""
    if who.asked is None:
        return ""
    slots = who.asked.slots
    does = "will not" if slots["polarity"] == "will_not" else "will"
    action, condition = (shortened(str(slots[part])) for part in ("action", "condition"))
    tied = f"{slots['connective']}: {condition}"
    return cleaned(f"{who.target.name} {does}: {action}; {tied}")


def _actor(party: Party) -> dict[str, object]:
    spoken = ", ".join(party.spoken_for)
    note = {"note": cleaned(f"Spoken for in the article by {spoken}.")} if spoken else {}
    return {"name": cleaned(party.name), "kind": party.kind, **note}


def _decisions(who: Cast, offered: tuple[Offer, ...]) -> dict[str, object]:
    """The issues, where they stand, and how each actor orders the states."""
    target, challenger = who.target, who.challenger
    issues: dict[str, object] = {
        "talks": {
            "question": cleaned(f"Do {target.name} and {challenger.name} negotiate?"),
            "options": {"refused": "No formal talks", "open": "Formal talks"},
            "decided_by": [target.id, challenger.id],
        },
        "fighting": {
            "question": cleaned(f"Does {challenger.name} go on attacking?"),
            "options": {"attack": "It attacks", "hold": "It holds the line"},
            "decided_by": [challenger.id],
        },
    }
    start = {"talks": "refused", "fighting": "attack"}
    for offer in offered:
        without, given = offer.package.options
        issues[offer.package.id] = {
            "question": cleaned(filled(offer.package.question, who)),
            "options": {"none": without, "given": given},
            "decided_by": list(offer.givers),
        }
        start[offer.package.id] = "given" if offer.given else "none"
    preferences: dict[str, object] = {
        side.id: {"from": "contest", "basis": "assumed", "by": "holdfast defaults"}
        for side in (target, challenger)
    }
    for giver in dict.fromkeys(ident for offer in offered for ident in offer.givers):
        own = [f"{o.package.id} = none" for o in offered if giver in o.givers]
        preferences[giver] = {
            "priorities": ["talks = open", "fighting = hold", *own],
            "basis": "assumed",
            "by": "holdfast defaults",
        }
    return {"issues": issues, "start": start, "preferences": preferences}


def _contest(who: Cast) -> dict[str, object]:
    def number(name: str) -> dict[str, object]:
        return quantity(f"contest.{name}", who.reference_class)

    target, challenger = who.target.id, who.challenger.id
    asked = {"precondition": _precondition(who)} if who.asked else {}
    sides = ("challenger", "target")
    return {
        "challenger": challenger,
        "target": target,
        "settled_when": "talks = open and fighting = hold",
        "power": number("power"),
        "line": number("line"),
        "cost_per_month": {side: number(f"cost_per_month.{side}") for side in sides},
        "patience": number("patience"),
        "decided": case_default("contest.decided"),
        "shift_in_peace": number("shift_in_peace"),
        "first_strike": number("first_strike"),
        "red_lines": {side: number(f"red_lines.{side}") for side in sides},
        "bargaining_weight": case_default("contest.bargaining_weight"),
        **asked,
        "trust": {
            f"{target} in {challenger}": number("trust.target"),
            f"{challenger} in {target}": number("trust.challenger"),
        },
        "conduct": {name: number(f"conduct.{name}") for name in CONDUCT},
    }


def _precondition(who: Cast) -> dict[str, object]:
    assert who.asked is not None
    names = ("met_at", "audience_cost")
    numbers = {n: quantity(f"contest.precondition.{n}", who.reference_class) for n in names}
    asks = shortened(str(who.asked.slots["condition"]))
    place = f"characters {who.asked.start} to {who.asked.end}"
    cited = {"ref": SOURCE, "at": place, "says": asks_of(who)}
    return {"by": who.target.id, "asks": asks, **numbers, "source": [cited]}


def _supporter(reference_class: str) -> dict[str, object]:
    parts = ("position", "weight", "salience")
    return {part: quantity(f"supporters.{part}", reference_class) for part in parts}


def _guarantee(offer: Offer, who: Cast, as_of: date) -> dict[str, object]:
    return {
        "title": cleaned(filled(offer.package.title, who)),
        "protects": who.target.id,
        "against": who.challenger.id,
        "given_by": list(offer.givers),
        "in_force_when": f"{offer.package.id} = given",
        "broken_by": "fighting = attack",
        "response": offer.package.response,
        **offer.package.numbers_on(as_of),
    }


def _people(who: Cast) -> dict[str, object]:
    """Mediators and publics, where the article names any; how they lean is left open."""
    sides = [who.target.id, who.challenger.id]
    mediators = {p.id: {"name": cleaned(p.name), "talks_to": sides} for p in who.mediators}
    publics = {
        party.id: {"title": cleaned(party.name), "holds_to_account": who.target.id}
        for party in who.publics
    }
    return {
        **({"audiences": publics} if publics else {}),
        **({"mediators": mediators} if mediators else {}),
    }


def _header(published: Published, who: Cast) -> str:
    words, history = class_in_words(who.reference_class)
    lines = [
        f"Drafted by holdfast from {cleaned(published.name)}.",
        f"Numbers are defaults for {words}, not findings; holdfast check tells which matter.",
        f"{history}",
        "What the article says stands under evidence, read by a program, checked by nobody.",
    ]
    return "".join(f"# {line}\n" for line in lines)


def _text(data: Mapping[str, object], header: str) -> str:
    parts = [header]
    for key, value in data.items():
        note = f"\n# {_NOTES[key]}\n" if key in _NOTES else ""
        parts.append(note + block({key: value}))
    return "".join(parts)
