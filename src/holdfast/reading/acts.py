"""Which acts does a sentence report, and which of them are its news?"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from holdfast.reading.futures import announced, committed, obliged
from holdfast.reading.groups import FUTURE, MAYBE, Group, group, is_verb
from holdfast.reading.lexicon import gazetteer, word_set
from holdfast.reading.lines import Line, Part
from holdfast.reading.subjects import PREPOSITIONS, subject, willing
from holdfast.reading.verbs import Verb, heads

TRIGGERS = FUTURE | MAYBE | {"must", "should"}
_WILLED = frozenset({"REJECT", "REQUEST", "THREATEN", "AGREE", "RETREAT", "CONSULT", "PROTEST"})
_EQUAL = frozenset({"", "while", "whereas", "although", "though"})
_HINT = 4
_BESIDE = frozenset({"and", "but", ","})
_OWNERS = frozenset({"'s", "'", "its", "his", "her", "their"})
_OWNER_REACH = 5
_RUNNING = word_set("running")
_FRAMING = word_set("conditional") | word_set("speech")


@dataclass(frozen=True, slots=True)
class Act:
    """An act that the words report.

    Parameters
    ----------
    label : its class, such as "REJECT".
    rule : id of the entry that found it.
    group : the verb with its auxiliaries; for a noun, the noun alone.
    part : the part of the sentence that it stands in.
    rank : 1 for the verb of a main clause, 2 for nouns and participles, 3 for side clauses,
        4 for words that only hint at it.
    noun : whether a noun carries it.
    joined : whether it shares the subject of the act before it.
    """

    label: str
    rule: str
    group: Group
    part: Part
    rank: int
    noun: bool = False
    joined: bool = False


def acts(line: Line) -> list[Act]:
    """Which acts are the news of this sentence?

    The verb of a main clause leads, and what it governs is part of it: who rejects a demand
    does not demand. Participles, nouns and side clauses count where no main verb reports
    anything.
    """
    kept: list[Act] = []
    for part in line.parts:
        kept += _leading(line, list(_in(line, part)))
    return _news(kept)


def _in(line: Line, part: Part) -> Iterator[Act]:
    """The acts of one part; behind its first verb only those that may stand beside it."""
    led = False
    first, last = bisect_left(line.hot, part.first), bisect_left(line.hot, part.last)
    for place in line.hot[first:last]:
        if led and not _BESIDE & set(line.norms(place - 5, place)):
            continue
        for act in _at(line, part, place):
            led = led or _leads(act)
            yield act


def _leads(act: Act) -> bool:
    return act.group.finite and not act.noun and act.rank < _HINT


def _news(found: list[Act]) -> list[Act]:
    best: dict[int, int] = {}
    for act in found:
        best[act.part.stretch] = min(best.get(act.part.stretch, 9), act.rank)
    top = min(best.values(), default=9)
    news = [a for a in found if a.rank == best[a.part.stretch] and a.rank <= max(2, top)]
    return [act for act in news if act.label]


def _leading(line: Line, found: list[Act]) -> Iterator[Act]:
    """The acts of one part that no other one governs."""
    verbs = [act for act in found if _leads(act)]
    if not verbs:
        yield from [act for act in found if act.rank < _HINT][:1] or found[:1]
        return
    yield verbs[0]
    for act in verbs[1:]:
        if _joins(line, verbs[0], act):
            yield Act(act.label, act.rule, act.group, act.part, act.rank, joined=True)


def _joins(line: Line, lead: Act, act: Act) -> bool:
    """Whether "and" puts the act beside the one before it: same subject, same tense."""
    before = act.group.first - 1
    while line.norm(before).endswith("ly") or line.norm(before) in ("also", "then", "later"):
        before -= 1
    return line.norm(before) in ("and", "but", ",") and act.rank == lead.rank


def _at(line: Line, part: Part, place: int) -> Iterator[Act]:
    word = line.norm(place)
    if word in TRIGGERS:
        yield from _modal(line, part, place)
        return
    known: dict[frozenset[str], bool] = {}
    for verb, forms in heads().get(word, ()):
        noun = verb.kind == "noun"
        if forms not in known:
            known[forms] = is_verb(line, place, forms)
        if not noun and not known[forms]:
            continue
        if not verb.fits(line.words, line.starts[place], line.after(place)):
            continue
        if noun:
            yield from _noun(line, part, place, verb)
            return
        act = _verb(line, part, place, verb, forms)
        if act is not None:
            yield act
            return


def _modal(line: Line, part: Part, place: int) -> Iterator[Act]:
    word = line.norm(place)
    label = ""
    rule = "announced"
    if word in ("must", "should"):
        label, rule = ("REQUEST" if obliged(line, part, place) else ""), "obliged"
    else:
        label = announced(line, part, place)
    if label:
        negated = label == "REJECT"
        found = Group(place, place, True, negated, False, word, False)
        yield Act(label, rule, found, part, 1 if part.opener in _EQUAL else 3)


def _noun(line: Line, part: Part, place: int, verb: Verb) -> Iterator[Act]:
    if not owned(line, place):
        return
    found = Group(place, place, False, False, False, "", False)
    yield Act(verb.label, verb.name, found, part, 2 if part.opener in _EQUAL else 3, noun=True)


def owned(line: Line, place: int) -> bool:
    """Whether the text says whose demand, refusal or offer it is."""
    for at in range(place - 1, max(-1, place - _OWNER_REACH), -1):
        word = line.norm(at)
        if word in _OWNERS:
            return True
        if word in PREPOSITIONS or word in ("as", "the", "a", "an"):
            break
    adjoining = place > 0 and line.tokens[place - 1].capital
    adjoining = adjoining and (place > 1 or line.norm(place - 1) in gazetteer())
    return adjoining or line.norm(place + 1) in ("by", "from")


def _verb(line: Line, part: Part, place: int, verb: Verb, forms: frozenset[str]) -> Act | None:
    found = group(line, place, forms)
    label = _label(line, verb, found)
    if label is None or part.opener == "given":
        return None
    if verb.before is not None:
        lead = bisect_right(line.starts, verb.lead(line.words, line.starts[place])) - 1
        found = replace(found, first=min(found.first, lead))
    if not _stands(line, part, verb, found, label):
        label = ""  # no act, but what it governs is none either
    rank = 1 if part.opener in _EQUAL else 3
    if not found.finite:
        rank = max(rank, 2)
    if verb.flags.get("weak"):
        rank = _HINT
    return Act(label, verb.name, found, part, rank)


def _label(line: Line, verb: Verb, found: Group) -> str | None:
    """Class of the verb as it stands; None where it is no event at all."""
    if verb.text("voice") == ("active" if found.passive else "passive"):
        return None
    if verb.kind == "commit":
        return _commit(line, verb, found)
    if verb.kind == "deed" and not _done(line, verb, found):
        return None
    if found.modal in ("must", "should", "shouldn't", "ought"):
        return None
    if found.negated:
        return verb.text("not") or None if not verb.flags.get("zero") else verb.label
    if verb.flags.get("negated_only"):
        return None
    return "THREATEN" if _would_if(line, verb, found) else verb.label


def _would_if(line: Line, verb: Verb, found: Group) -> bool:
    """Whether it threatens: "it would veto the deal if ..." refuses nothing yet."""
    conditional = {"if", "unless"} & set(line.norms(found.head, len(line.tokens)))
    return verb.label == "REJECT" and found.modal in FUTURE and bool(conditional)


def _commit(line: Line, verb: Verb, found: Group) -> str | None:
    if found.modal in ("must", "should"):
        return None
    if found.negated and verb.flags.get("unnegated") is None:
        return verb.text("not") or None
    return committed(verb, line, found.head) or None


def _done(line: Line, verb: Verb, found: Group) -> bool:
    """Whether a deed is reported as done and not only announced."""
    if verb.flags.get("only_future") and not (found.negated and verb.text("not")):
        return False
    if verb.flags.get("only_future") and found.modal:
        return False
    if found.modal:
        return False
    return not found.infinitive or line.norm(found.first - 1) in _RUNNING


def _stands(line: Line, part: Part, verb: Verb, found: Group, label: str) -> bool:
    """Whether subject and frame let the verb be an act."""
    words = line.vocabulary
    if verb.flags.get("framed") and not words & _FRAMING:
        return False
    if not found.finite or found.passive or label not in _WILLED or verb.flags.get("framed"):
        return True
    can = willing(line, subject(line, part, found.first))
    return can is not False and (can is True or not verb.flags.get("sure"))
