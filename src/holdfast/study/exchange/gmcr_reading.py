"""What a save file of GMCR+ says: strict about what moves an answer, open about the rest."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.casefile.fields import shown
from holdfast.casefile.grammar import MOST_COMPARISONS
from holdfast.casefile.schema import MOST_ACTORS
from holdfast.conflict.states import MOST_PATTERNS
from holdfast.study.exchange.gmcr_json import Json, parsed
from holdfast.study.exchange.patterns import Statement, Term

MOST_OPTIONS = MOST_PATTERNS.bit_length() - 1
"""Most options of one file: 20, which is as many as a case may have."""

MOST_STATEMENTS, MOST_STATES = 2000, 4096
"""Most patterns or preference statements in one list, most states that one order lists."""

MOST_WORK = 2**26
"""Most comparisons of a pattern with an option that ruling out states may take; seconds."""

DEEPEST = 16
"""Most compound conditions inside each other."""

DIRECTIONS = {
    "both": "both",
    "fwd": "forward",
    "forward": "forward",
    "back": "backward",
    "backward": "backward",
}
"""Words for the changes an option allows. Known from files: both, fwd, back."""

_LISTED = 20  # unknown keys of one object that the notes name
_TAKEN = {"y": True, "1": True, "n": False, "0": False}
_TOP = {"decisionMakers", "options", "infeasibles", "program", "version"}
_MANUAL = ("useManualPreferenceRanking", "useManualPreferenceVectors")
_RANKING = ("preferenceRanking", "preferenceVector")
_MAKER = {"name", "options", "preferences", "payoffs", "misperceptions", *_RANKING}
_LEFT_OUT = {
    "coalitions": "holdfast looks at every coalition that could form",
    "coalitionsFull": "holdfast looks at every coalition that could form",
}


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a decision maker does or does not do.

    Parameters
    ----------
    name : as in the file.
    direction : `both`, `forward` (it can be taken, not given up) or `backward`.
    """

    name: str
    direction: str


@dataclass(frozen=True, slots=True)
class Maker:
    """A decision maker. At most one of the three orders is given.

    Parameters
    ----------
    name : as in the file.
    options : places among the file's options.
    priorities : statements, most important first.
    ranking : numbers of states from 1, best first, equals together.
    payoffs : a number for each state, larger is better.
    """

    name: str
    options: tuple[int, ...]
    priorities: tuple[Statement, ...] = ()
    ranking: tuple[tuple[int, ...], ...] = ()
    payoffs: tuple[float, ...] = ()

    @property
    def ordered(self) -> bool:
        """Whether the file says what it prefers."""
        return bool(self.priorities or self.ranking or self.payoffs)


@dataclass(frozen=True, slots=True)
class SaveFile:
    """A conflict as GMCR+ saved it.

    Parameters
    ----------
    file : its name.
    program, version : what wrote it, as it says; empty where it does not.
    options, makers : in the order of the file.
    infeasibles : patterns that cannot occur.
    notes : what is in the file and left out, in clauses.
    """

    file: str
    program: str
    version: str
    options: tuple[Option, ...]
    makers: tuple[Maker, ...]
    infeasibles: tuple[Statement, ...]
    notes: tuple[str, ...]


def save_file(text: str, file: str) -> SaveFile:
    """What does this save file of GMCR+ say?

    Parameters
    ----------
    text : of the file.
    file : its name, for messages.

    Raises
    ------
    HoldfastError
        HF801 where it is no such file, HF802 where it says what no case can hold, HF803 where
        an order is missing; with the place in the file.
    """
    root = parsed(text, file)
    options = tuple(_option(item) for item in root.key("options").items(MOST_OPTIONS))
    if not options:
        raise root.key("options").wrong("no options, so nothing can be decided", "an option")
    patterns = root.key("infeasibles").items(MOST_STATEMENTS)
    infeasibles = tuple(statement(item, len(options)) for item in patterns)
    compared = sum(len(term) for pattern in infeasibles for term in pattern)
    if compared << len(options) > MOST_WORK:
        what = f"{compared} comparisons for each of {2 ** len(options)} patterns"
        raise root.key("infeasibles").wrong(
            what, "fewer options or shorter lists", code="HF802"
        )
    manual = _manual(root)
    items = list(root.key("decisionMakers").items(MOST_ACTORS))
    makers = tuple(_maker(item, len(options), manual) for item in items)
    _each_option_has_one_owner(root, options, makers)
    return SaveFile(
        file,
        _words(root, "program"),
        _words(root, "version"),
        options,
        makers,
        infeasibles,
        tuple(_notes(root, items, makers)),
    )


def statement(item: Json, options: int, depth: int = 0) -> Statement:
    """Which patterns does this condition stand for, one of which is enough?

    A condition is a list of pairs, option and `Y` or `N`, that hold together; an object with
    `compound` and `members`, conditions one of which is enough; or a text with one sign for
    every option, `Y`, `N` or `-` for either.

    Raises
    ------
    HoldfastError
        HF801 where it is none of them.
    """
    if isinstance(item.value, dict):
        found = _compound(item, options, depth)
    elif isinstance(item.value, str):
        found = (_spelt(item, options),)
    else:
        found = (_pairs(item, options),)
    if sum(len(term) for term in found) > MOST_COMPARISONS:
        raise item.wrong("a long condition", f"at most {MOST_COMPARISONS} comparisons")
    return found


def _compound(item: Json, options: int, depth: int) -> Statement:
    known = item.keys()
    for name, value in known.items():
        if name not in ("compound", "members"):
            raise value.wrong("an unknown key in a condition", "compound and members")
    if "compound" in known and not known["compound"].flag():
        raise known["compound"].wrong("a condition with members that is not compound", "true")
    if depth >= DEEPEST:
        raise item.wrong("conditions inside each other", f"at most {DEEPEST}")
    members = item.key("members").items(MOST_COMPARISONS)
    parts = [statement(member, options, depth + 1) for member in members]
    if not parts:
        raise item.wrong("a compound condition without members", "one or more")
    return tuple(term for part in parts for term in part)


def _pairs(item: Json, options: int) -> Term:
    taken: dict[int, bool] = {}
    for pair in item.items(MOST_COMPARISONS):
        parts = list(pair.items(2))
        if len(parts) != 2:
            raise pair.wrong("a pair of one", 'an option and "Y" or "N", as [0, "Y"]')
        _take(taken, parts[0].whole(0, options - 1), parts[1].value, pair)
    return _some(item, taken)


def _spelt(item: Json, options: int) -> Term:
    text = str(item.value)
    if len(text) != options:
        raise item.wrong(f"a pattern of {len(text)} signs", f"{options}, one for every option")
    taken: dict[int, bool] = {}
    for place, sign in enumerate(text):
        _take(taken, place, sign, item)
    return _some(item, taken)


def _take(taken: dict[int, bool], place: int, sign: object, item: Json) -> None:
    if sign == "-":
        return
    value = _TAKEN.get(str(sign).lower()) if isinstance(sign, str) else None
    if value is None:
        raise item.wrong(f"{shown(sign)} says nothing about an option", "Y, N or -")
    if taken.setdefault(place, value) != value:
        raise item.wrong(f"option {place} both taken and not taken", "one of them")


def _some(item: Json, taken: dict[int, bool]) -> Term:
    if not taken:
        raise item.wrong("a condition that always holds", "an option that is taken or not")
    return tuple(taken.items())


def _option(item: Json) -> Option:
    direction = item.key("permittedDirection")
    known = direction.value if isinstance(direction.value, str) else ""
    if known.lower() not in DIRECTIONS:
        what = f"{shown(direction.value)} is no known direction"
        raise direction.wrong(what, "both, fwd or back", code="HF802")
    return Option(item.key("name").name(), DIRECTIONS[known.lower()])


def _maker(item: Json, options: int, manual: bool | None) -> Maker:
    known = item.keys()
    name = item.key("name").name()
    places = tuple(o.whole(0, options - 1) for o in item.key("options").items(options))
    if "misperceptions" in known and any(
        True for _ in known["misperceptions"].items(MOST_STATES)
    ):
        what = f"{name} does not see some states"
        expected = "a game that all see alike; empty the list for the game as it is"
        raise known["misperceptions"].wrong(what, expected, code="HF802")
    for key, value in known.items():
        if "weight" in key.casefold():
            what = "how GMCR+ writes weights is not documented"
            raise value.wrong(what, "preferences, preferenceRanking or payoffs", code="HF802")
    return _ordered(item, Maker(name, places), options, manual)


def _ordered(item: Json, maker: Maker, options: int, manual: bool | None) -> Maker:
    """The maker with its order: the one of several that the file says counts."""
    known = item.keys()
    listed = [known[key] for key in _RANKING if key in known and known[key].value]
    if len(listed) > 1:
        raise item.wrong(f"both {' and '.join(_RANKING)}", "one of them", code="HF802")
    stated = "preferences" in known and bool(known["preferences"].value)
    if manual is None and listed and stated:
        what = f"{maker.name} has both statements and a ranking"
        raise item.wrong(what, f"{_MANUAL[0]}: true or false", code="HF802")
    if listed and manual is not False:
        return Maker(maker.name, maker.options, ranking=_tiers(listed[0]))
    if stated and manual is not True:
        found = known["preferences"].items(MOST_STATEMENTS)
        statements = tuple(statement(one, options) for one in found)
        return Maker(maker.name, maker.options, priorities=statements)
    if "payoffs" in known and known["payoffs"].value and not (listed or stated):
        numbers = tuple(_number(one) for one in known["payoffs"].items(MOST_STATES))
        return Maker(maker.name, maker.options, payoffs=numbers)
    if not maker.options:
        return maker
    what = f"nothing says what {maker.name} prefers"
    asked = "a preferenceRanking" if manual else "preferences"
    raise item.wrong(what, f"{asked}; set them in GMCR+ and save again", code="HF803")


def _tiers(item: Json) -> tuple[tuple[int, ...], ...]:
    found = []
    for tier in item.items(MOST_STATES):
        equals = list(tier.items(MOST_STATES)) if isinstance(tier.value, list) else [tier]
        if not equals:
            raise tier.wrong("an empty place in a ranking", "numbers of states")
        found.append(tuple(state.whole(1, MOST_PATTERNS) for state in equals))
    return tuple(found)


def _number(item: Json) -> float:
    value = item.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise item.wrong(f"{shown(value)} is no number", "a number, larger for better states")
    if abs(value) > 2**53 or not math.isfinite(value):
        raise item.wrong("a number too large to compare", "a smaller one")
    return float(value)


def _manual(root: Json) -> bool | None:
    """Whether listed rankings count, not statements; None where the file does not say."""
    known = root.keys()
    flags = {known[key].flag() for key in _MANUAL if key in known}
    if len(flags) > 1:
        raise root.wrong(f"{' and '.join(_MANUAL)} differ", "one answer", code="HF802")
    return flags.pop() if flags else None


def _words(root: Json, key: str) -> str:
    """What wrote the file, as far as it is plain text: it changes no answer."""
    value = root.keys().get(key)
    text = value.value if value is not None else ""
    return " ".join(text.split())[:60] if isinstance(text, str) and text.isprintable() else ""


def _each_option_has_one_owner(
    root: Json, options: tuple[Option, ...], makers: tuple[Maker, ...]
) -> None:
    for place, option in enumerate(options):
        owners = [maker.name for maker in makers for own in maker.options if own == place]
        if len(owners) == 1:
            continue
        who = f"stands with {' and '.join(owners[:3])}" if owners else "belongs to nobody"
        what = f"option {place} ({option.name}) {who}"
        raise root.key("decisionMakers").wrong(what, "one decision maker each", code="HF802")


def _notes(root: Json, items: list[Json], makers: tuple[Maker, ...]) -> Iterator[str]:
    """What is in the file and not used."""
    for key, why in _LEFT_OUT.items():
        if key in root.keys():  # noqa: SIM118 - a method of ours
            yield f"left out: {key}; {why}"
    yield from _unknown(root, {*_TOP, *_MANUAL, *_LEFT_OUT}, "")
    for place, option in enumerate(root.key("options").items(MOST_OPTIONS)):
        yield from _unknown(option, {"name", "permittedDirection"}, f" of option {place}")
    for item, maker in zip(items, makers, strict=True):
        yield from _unknown(item, _MAKER, f" of {maker.name}")
        for key, value in item.keys().items():
            if value.value and _unused(key, maker):
                yield f"left out: {key} of {maker.name}, since another order counts"


def _unknown(item: Json, known: set[str], whose: str) -> Iterator[str]:
    """A note for each key that is not known; those of a hostile file are not all listed."""
    strange = [key for key in item.keys() if key not in known]  # noqa: SIM118 - as above
    for key in strange[:_LISTED]:
        yield f"left out, since holdfast does not know it: {shown(key)}{whose}"
    if len(strange) > _LISTED:
        yield f"left out, and {len(strange) - _LISTED} keys more{whose}"


def _unused(key: str, maker: Maker) -> bool:
    used = {"preferences": maker.priorities, "payoffs": maker.payoffs}
    used |= dict.fromkeys(_RANKING, maker.ranking)
    return key in used and not used[key]
