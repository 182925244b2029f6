"""Who is named in a sentence: gazetteer entries first, then noun phrases that act."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from holdfast.reading.lexicon import Entry, Words, gazetteer, titles
from holdfast.reading.tokens import Kind, Token

Entries = tuple[tuple[Words, Entry], ...]

_GROUPS = frozenset({"front", "movement", "militia", "league", "brigade", "brigades"})
_NAMED_AFTER_TOWNS = frozenset(
    {"agreement", "agreements", "memorandum", "accord", "accords", "protocol", "protocols"}
    | {"process", "convention", "treaty", "format", "declaration", "communique"}
)  # "the Minsk agreements" are no act of Belarus
_LINKS = frozenset({"'s", "of", "for", "and"})
_OPENINGS = frozenset(
    {"after", "although", "and", "as", "at", "because", "before", "but", "for", "if", "in"}
    | {"may", "meanwhile", "on", "once", "since", "so", "then", "though", "today", "tomorrow"}
    | {"unless", "until", "what", "when", "while", "why", "yesterday", "yet"}
)
_KNOWN_BEFORE = timedelta(days=10 * 365)  # a later leader may be in the news already


@dataclass(frozen=True, slots=True)
class Mention:
    """A party named at some tokens.

    Parameters
    ----------
    first, last : tokens it covers, last excluded.
    entry : the gazetteer's entry.
    """

    first: int
    last: int
    entry: Entry


def mentions(tokens: Sequence[Token], day: date | None = None) -> Iterator[Mention]:
    """Which parties do these tokens name, left to right, longest name first?

    Parameters
    ----------
    tokens : of one sentence.
    day : when the text was written, where that is known; a leader counts only while in office,
        and before, if no one else of that name is known.
    """
    done, known = 0, _by_two_words()
    norms = (*[token.norm for token in tokens], "")
    groups = _group_names(tokens, norms)
    for at in [at for at, norm in enumerate(norms) if norm in known]:
        if at < done:
            continue
        following = known[norms[at]]
        entries = following.get(norms[at + 1]) or following[""]
        found = _at((tokens, norms), at, day, entries) if entries else None
        if found is not None and not any(a <= at and found.last < b for a, b in groups):
            done = found.last
            yield found


def _group_names(tokens: Sequence[Token], norms: Words) -> list[tuple[int, int]]:
    """Where do names of groups stand that begin with a state's, as "Sudan People's Front"?"""
    found = []
    for at, norm in enumerate(norms):
        if norm not in _GROUPS or not tokens[at].capital:
            continue
        first = at
        while first > 0 and (tokens[first - 1].capital or norms[first - 1] in _LINKS):
            first -= 1
        found.append((first, at + 1))
    return found


@cache
def _by_two_words() -> Mapping[str, Mapping[str, Entries]]:
    """The gazetteer by first and second word, for "the" starts many names.

    Under each second word stand also the names of one word; under "" only those.
    """
    found: dict[str, dict[str, Entries]] = {}
    for first, entries in gazetteer().items():
        alone = tuple(entry for entry in entries if len(entry[0]) == 1)
        seconds = {entry[0][1] for entry in entries if len(entry[0]) > 1}
        found[first] = {
            second: tuple(entry for entry in entries if entry[0][1:2] in ((), (second,)))
            for second in seconds
        }
        found[first][""] = alone
    return MappingProxyType(found)


def _at(
    said: tuple[Sequence[Token], Words], at: int, day: date | None, entries: Entries
) -> Mention | None:
    tokens, norms = said
    options: list[tuple[Words, Entry]] = []
    for words, entry in entries:
        if options and len(words) < len(options[0][0]):
            break
        if len(words) > 1 and norms[at : at + len(words)] != words:
            continue
        if _spelt(tokens[at : at + len(words)], entry) and not _unclear(
            tokens, at, words, entry
        ):
            options += [(words, entry)] * (not _unborn(entry, day))
    if not options:
        return None
    words, entry = options[0]
    if len(options) > 1:
        words, entry = max(options, key=lambda option: _fits(option[1], day))
    return Mention(at, at + len(words), entry)


def _spelt(tokens: Sequence[Token], entry: Entry) -> bool:
    """Names need their capital; collectives ("the rebels") do not."""
    return entry.kind == "collective" or tokens[0].capital or tokens[0].kind is Kind.NUMBER


def _unclear(tokens: Sequence[Token], at: int, words: tuple[str, ...], entry: Entry) -> bool:
    """A surname inside a longer unknown name, or one that is a common word, is nobody's."""
    if entry.surface == "capital" and at + len(words) < len(tokens):
        return tokens[at + len(words)].norm in _NAMED_AFTER_TOWNS
    if entry.kind != "leader" or entry.surface != "surname":
        return False
    if entry.ambiguous and not _titled(tokens, at):
        return True
    after = tokens[at + len(words)] if at + len(words) < len(tokens) else None
    if after is not None and after.kind is Kind.WORD and after.capital and after.norm != "'s":
        return True
    return _first_named(tokens, at, entry)


def _first_named(tokens: Sequence[Token], at: int, entry: Entry) -> bool:
    """Whether a first name that is not the leader's stands before: Olga, not Vladimir, Putin.

    In a heading with capitals throughout nothing can be told from them.
    """
    if at < 2 and not (at == 1 and tokens[0].norm not in _OPENINGS):
        return False
    before = tokens[at - 1]
    if before.kind is not Kind.WORD or not before.capital or before.norm == "'s":
        return False
    own = before.text in entry.name.split() or _titled(tokens, at)
    capitals = sum(token.capital for token in tokens)
    return not own and 2 * capitals <= len(tokens)


def _titled(tokens: Sequence[Token], at: int) -> bool:
    return any(
        tuple(token.norm for token in tokens[max(0, at - length) : at]) in titles()
        for length in (1, 2, 3)
    )


def _unborn(entry: Entry, day: date | None) -> bool:
    """Whether a leader takes office so long after the text that it means somebody else."""
    return bool(entry.term and day and entry.term[0] - _KNOWN_BEFORE > day)


def _fits(entry: Entry, day: date | None) -> int:
    if entry.term is None or day is None:
        return 1
    return 2 if entry.term[0] <= day <= entry.term[1] else 0
