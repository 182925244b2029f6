"""A second article read into a case: what it adds, repeats and contradicts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from holdfast.casefile.loader import load_text
from holdfast.casefile.tree import parse
from holdfast.conflict.conflict import Conflict
from holdfast.conflict.evidence import MACHINE, Evidence
from holdfast.core.errors import HoldfastError, Problem, bad_input
from holdfast.reading.document import read_document
from holdfast.reading.holders import Scene
from holdfast.reading.instruments import instruments
from holdfast.reading.items import SAID, Item
from holdfast.reading.parties import mentions
from holdfast.reading.reading import Reading, read, topic
from holdfast.reading.sentences import sentences
from holdfast.reading.tokens import tokenise
from holdfast.study.draft.evidence import Bearing, cleaned, evidence, position, told_position
from holdfast.study.draft.insert import with_evidence, with_source
from holdfast.study.draft.parties import named, slug
from holdfast.study.draft.source import Published, source_entry
from holdfast.study.draft.tables import packages

Key = tuple[str, str, str]
"""Whose position, on which action, under which condition; the last two by topic."""

_NEW_ROLES = frozenset({"disputant", "guarantor", "mediator"})


@dataclass(frozen=True, slots=True)
class Merged:
    """A case with an article read into it.

    Parameters
    ----------
    text : of the file.
    conflict : what it describes now.
    source : id of the article among its sources.
    added : ids of the new items of evidence, with what each says.
    repeats : positions that the case had already, with the ids of the items that say so and
        whether this article is independent of them.
    against : positions that do not go with one that the case had.
    new_names : parties that the article names and the case does not have.
    """

    text: str
    conflict: Conflict
    source: str
    added: tuple[tuple[str, str], ...]
    repeats: tuple[str, ...]
    against: tuple[str, ...]
    new_names: tuple[str, ...]


def merge(text: str, name: str, reading: Reading, published: Published) -> Merged:
    """How does this case read with an article's evidence added?

    Parameters
    ----------
    text : of the case file; it stays as it is but for the added entries.
    name : of the file, for messages.
    reading : of the article.
    published : the article as a source.

    Raises
    ------
    HoldfastError
        HF303 where the article is later than the case's as_of, HF604 where it has been read
        into it already, HF603 where the file's layout leaves no place for more.
    """
    conflict = load_text(text, name)
    _check_new(conflict, published, name)
    source = slug(published.name.rsplit(".", 1)[0], (s.id for s in conflict.sources), "article")
    ids = actor_ids(conflict)
    day = (published.day or conflict.as_of).isoformat()
    entries = evidence(reading, _bearing(conflict, ids), source, day)
    taken = {item.id for item in conflict.evidence}
    if not entries:
        what = (
            f"{published.name} says nothing that bears on {name}: it names nobody of the case"
        )
        raise bad_input("HF603", what, remedy="nothing was written")
    for entry in entries:
        entry["id"] = slug(str(entry["id"]), taken)
        taken.add(str(entry["id"]))
    text = with_source(text, parse(text, name), source, source_entry(published, conflict.as_of))
    text = with_evidence(text, parse(text, name), entries)
    repeats, against = _compared(conflict, reading, published)
    return Merged(
        text=text,
        conflict=_loaded(text, name),
        source=source,
        added=tuple((str(entry["id"]), str(entry["says"])) for entry in entries),
        repeats=tuple(repeats),
        against=tuple(against),
        new_names=tuple(_new_names(conflict, reading, ids)),
    )


def actor_ids(conflict: Conflict) -> dict[str, str]:
    """Which actor is meant by a printed name, or by an id of the reader's gazetteer?"""
    found: dict[str, str] = {}
    for actor in conflict.actors:
        named = next(iter(mentions(tokenise(actor.name))), None)
        if named is not None:
            found.setdefault(named.entry.party, actor.id)
        found[actor.name] = actor.id
    return found


def _check_new(conflict: Conflict, published: Published, name: str) -> None:
    if published.day is not None and published.day > conflict.as_of:
        what = f"{published.name} is of {published.day}, after the as_of of {name}"
        remedy = f"move as_of to {published.day} or later, or read it into a newer case"
        raise bad_input("HF303", what, expected=f"a day up to {conflict.as_of}", remedy=remedy)
    for source in conflict.sources:
        if published.digest in source.identifier:
            what = f"{published.name} is in {name} already, as source '{source.id}'"
            raise bad_input("HF604", what)


def _bearing(conflict: Conflict, ids: Mapping[str, str]) -> Bearing:
    contest = conflict.contest
    return Bearing(
        ids=ids,
        preferences=frozenset(p.actor for p in conflict.preferences),
        guarantees=frozenset(g.id for g in conflict.guarantees),
        supporters=frozenset(s.actor for s in conflict.supporters),
        asked_by=contest.precondition.by if contest and contest.precondition else "",
        guarantee_of=dict(_kinds(conflict)),
        contest=contest is not None,
    )


def _kinds(conflict: Conflict) -> Iterator[tuple[str, str]]:
    """Types of instrument with the guarantee each bears on, from its id or its title."""
    by_id = {package.id: package.types for package in packages()}
    for guarantee in conflict.guarantees:
        types = by_id.get(guarantee.id) or tuple(_types_in(guarantee.title))
        yield from ((kind, guarantee.id) for kind in types)


def _types_in(title: str) -> Iterator[str]:
    for sentence in sentences(title):
        yield from (str(i.slots["type"]) for i in instruments(title, sentence, Scene()))


def _loaded(text: str, name: str) -> Conflict:
    try:
        return load_text(text, name)
    except HoldfastError as error:
        first = error.problems[0]
        what = f"with the article added, {name} would not load: {first.what}"
        remedy = "nothing was written; add the article's evidence by hand"
        raise HoldfastError(Problem("HF603", what, remedy=remedy)) from None


def _compared(
    conflict: Conflict, reading: Reading, published: Published
) -> tuple[list[str], list[str]]:
    """Which of the article's positions does the case have already, or the contrary of?"""
    known = [one for item in conflict.evidence for one in _positions(item)]
    outlets = {source.id: source.publisher for source in conflict.sources}
    repeats, against = [], []
    for item in reading.preconditions:
        holder, action, _ = key = _key(item)
        same = [one for one in known if one.key == key]
        said = item.status in SAID
        turned = [one.id for one in same if one.said != said]
        if turned:
            against.append(_line(item, turned, "the one upholds what the other gives up"))
        others = [one.id for one in known if one.key[:2] == (holder, action) and one.key != key]
        if others and said and not same:
            against.append(_line(item, others, "another condition for the same step"))
        again = [one for one in same if one.said == said]
        if again:
            heard = " ".join(outlets[one.source] for one in again)
            own = [name for name in published.outlets if name not in heard]
            told = _INDEPENDENT.format(", ".join(own)) if own else _DEPENDENT
            repeats.append(_line(item, [one.id for one in again], told))
    return repeats, against


_INDEPENDENT = "this text draws on {}, which the other does not name"
_DEPENDENT = "no other outlet is named, so it may go back to the same report"


@dataclass(frozen=True, slots=True)
class _Known:
    """A position that the case has as evidence."""

    id: str
    source: str
    key: Key
    said: bool


def _line(item: Item, idents: list[str], told: str) -> str:
    return f"{position(item)} (beside {', '.join(idents)}): {told}"


def _positions(item: Evidence) -> Iterator[_Known]:
    """The positions in an item of evidence; a person's words are read as an article's are."""
    told = told_position(item.says)
    if told is not None:
        holder, _, action, condition = told
        party = next(iter(named(holder)), holder)
        key = (party, topic(action) or action, topic(condition) or condition)
        yield _Known(
            item.id, item.source, key, not item.says.endswith("]") or _marked_said(item.says)
        )
    elif item.coded_by != MACHINE:
        found = read(read_document(item.says.encode(), "evidence.txt")).preconditions
        for one in found:
            yield _Known(item.id, item.source, _key(one), one.status in SAID)


def _marked_said(says: str) -> bool:
    return any(says.endswith(f"[{status}]") for status in SAID)


def _key(item: Item) -> Key:
    slots = item.slots
    return (
        str(slots["party"] or slots["holder"]),
        str(slots["action_topic"] or slots["action"]),
        str(slots["condition_topic"] or slots["condition"]),
    )


def _new_names(conflict: Conflict, reading: Reading, ids: Mapping[str, str]) -> Iterator[str]:
    known = {m.name for m in conflict.mediators} | {a.title for a in conflict.audiences}
    for item in reading.actors:
        name, party = str(item.slots["name"]), str(item.slots["party"])
        concrete = item.slots["role"] in _NEW_ROLES and item.rule != "actor.collective"
        if concrete and not {party, name} & (ids.keys() | known):
            times = "once" if item.slots["count"] == 1 else f"{item.slots['count']} times"
            yield f"{cleaned(name)} ({item.slots['role']}, named {times})"
