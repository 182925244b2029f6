"""How does a verb stand: its tense, voice, negation and modal, and is it a verb at all?"""

from collections.abc import Container
from dataclasses import dataclass

from holdfast.reading.lexicon import gazetteer, word_set
from holdfast.reading.lines import Line, capital_word
from holdfast.reading.tokens import Kind
from holdfast.reading.verbs import BASE, ING, OTHER, PARTICIPLE, PAST, THIRD, somebody

BE = word_set("be")
HAVE = word_set("have")
DO = word_set("do")
FUTURE = word_set("future")
MAYBE = word_set("maybe")
MODALS = FUTURE | MAYBE | {"must", "should", "shouldn't", "ought"}
NEGATIONS = frozenset({"not", "never", "nor", "neither"})
_SKIPPED = word_set("skipped")
_DETERMINERS = word_set("determiners")
_NOMINAL = word_set("nominal")
_LINKS = word_set("links")
_PRONOUNS = word_set("pronouns")
_LEADERS = FUTURE | MAYBE | {"to", "must", "should"}
_BE_OR_HAVE = BE | HAVE
_BE_OR_LINKS = BE | _LINKS
_BEFORE_VERB = MODALS | DO | {"to"} | _PRONOUNS


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with its auxiliaries.

    Parameters
    ----------
    first, head : places of its first word and of the verb; adverbs may stand between.
    finite : whether it has a tense; infinitives and -ing forms after a comma have none.
    negated, passive : whether it is.
    modal : the modal verb, empty for none.
    infinitive : whether "to" stands before it.
    """

    first: int
    head: int
    finite: bool
    negated: bool
    passive: bool
    modal: str
    infinitive: bool


def group(line: Line, head: int, forms: Container[str]) -> Group:
    """Which auxiliaries has the verb at this place?"""
    first, aux, negated = head, [], False
    while first > 0:
        word = line.norm(first - 1)
        if not (word in _SKIPPED or word.endswith("ly") or word in _AUXILIARIES):
            break
        first -= 1
        negated = negated or _negates(line, first)
        aux.append(word)
        if word in _LEADERS:
            break
    while aux and (aux[-1] in _SKIPPED or aux[-1].endswith("ly")) and aux[-1] not in NEGATIONS:
        aux.pop()
        first += 1
    found = set(aux)
    modal = next((word for word in aux if word in MODALS), "")
    infinitive = "to" in found
    passive = bool(found & BE) and PARTICIPLE in forms
    if PARTICIPLE in forms and not found and line.norm(head + 1) == "by":
        passive = True
    bare = (ING in forms and not found & BE) or (passive and not found)
    return Group(first, head, not infinitive and not bare, negated, passive, modal, infinitive)


_AUXILIARIES = BE | HAVE | DO | MODALS | {"to"}


def _negates(line: Line, place: int) -> bool:
    word = line.norm(place)
    if word in ("not", "never") or word == "nor":
        return line.norm(place + 1) != "only"
    if word == "longer":
        return line.norm(place - 1) == "no"
    return word == "cannot" or (word.endswith("n't") and word in _AUXILIARIES)


def is_verb(line: Line, place: int, forms: Container[str]) -> bool:
    """Whether a word that can be a verb or a noun is a verb here.

    Only a bare form or one with -s can be both ("demand", "demands").
    """
    if OTHER in forms:
        return True
    before = _before(line, place)
    if PAST in forms:
        return line.norm(before) not in _NOMINAL
    if PARTICIPLE in forms:
        return line.norm(before) in _BE_OR_HAVE or line.norm(place + 1) == "by"
    if ING in forms:
        return _running(line, before)
    return _bare_is_verb(line, place, forms)


def _before(line: Line, place: int) -> int:
    """The place before this one, adverbs skipped."""
    at = place - 1
    while at >= 0 and (line.norm(at) in _SKIPPED or line.norm(at).endswith("ly")):
        at -= 1
    return at


def _running(line: Line, before: int) -> bool:
    """Whether an -ing form behind this place is no noun: "political backing" is one."""
    word = line.norm(before)
    if before < 0 or word in _BE_OR_LINKS or somebody(word):
        return True
    if word in _DETERMINERS:
        return False
    return capital_word(line.tokens[before]) or line.tokens[before].kind is Kind.MARK


def _bare_is_verb(line: Line, place: int, forms: Container[str]) -> bool:
    at = _before(line, place)
    before = line.norm(at)
    if before in _BEFORE_VERB:
        return not (before == "that" and BASE in forms)
    if at < 0 or before in _DETERMINERS:
        return False
    agent = somebody(before)
    if THIRD in forms:
        return agent or (capital_word(line.tokens[at]) and not _adjective(before))
    plural = agent and before.endswith(("s", "people", "men", "police", "women"))
    return plural or (capital_word(line.tokens[at]) and _heading(line, at))


def _adjective(word: str) -> bool:
    """Whether the word says where something is from: "Turkish demands" are a noun."""
    entries = [entry for words, entry in gazetteer().get(word, ()) if len(words) == 1]
    return bool(entries) and all(entry.surface == "demonym" for entry in entries)


def _heading(line: Line, at: int) -> bool:
    """Whether a bare form behind a name is a verb: "Rebels Demand Talks", "the Serbs want"."""
    return line.norm(at).endswith("s")
