"""From a save file of GMCR+ to the text of a case file, whole and checked."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from holdfast.casefile.fields import ID_PATTERN
from holdfast.casefile.grammar import JOINERS
from holdfast.casefile.loader import LARGEST, load_text
from holdfast.conflict.conflict import Conflict
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import StateSpace
from holdfast.core.errors import HoldfastError, Problem, bad_input, printable
from holdfast.study.draft.yamltext import block
from holdfast.study.exchange.gmcr_reading import MOST_STATES, Maker, SaveFile
from holdfast.study.exchange.patterns import condition_of

NO, YES = "no", "yes"
"""The two options of an issue that stands for an option of GMCR+: not taken, taken."""

_BARRED = {"both": (), "forward": ((YES, NO),), "backward": ((NO, YES),)}
_LONGEST = 40  # signs of an id made from a name
_SIGNS = re.compile("[YyNn]+")


@dataclass(frozen=True, slots=True)
class Imported:
    """A case made from a file of another tool.

    Parameters
    ----------
    conflict : as the text loads.
    text : of the case file.
    notes : what was left out, and what the file does not say and was put in its place.
    """

    conflict: Conflict
    text: str
    notes: tuple[str, ...]


def case_from(saved: SaveFile, as_of: date, start: str = "") -> Imported:
    """Which case is this save file?

    Parameters
    ----------
    saved : the save file.
    as_of : date of the case, which a save file does not say.
    start : the state now, which it does not say either: one `Y` or `N` for every option. By
        default no option is taken or, where that cannot occur, the first state that can.

    Raises
    ------
    HoldfastError
        HF403 for a start that does not fit, HF801 and HF803 for a ranking that does not, HF802
        where no state can occur or the case would be too large.
    """
    issues = _issues(saved)
    impossible = tuple(condition_of(pattern, issues) for pattern in saved.infeasibles)
    space = StateSpace(issues, impossible)
    if not space.possible.any():
        raise _wrong(saved, "HF802", "infeasibles rule out every state")
    now = _start(space, start)
    texts = _state_texts(space) if any(_listed(maker) for maker in saved.makers) else []
    preferences = {
        actor: _preferences(saved, maker, space, texts)
        for actor, maker in zip(_actors(saved), saved.makers, strict=True)
        if maker.ordered
    }
    identity = slug(saved.file.rpartition(".")[0] or saved.file, "imported")
    data: dict[str, object] = {
        "holdfast": 1,
        "id": identity,
        "title": f"{_plain(saved.file)}, imported from GMCR+",
        "as_of": as_of,
        "summary": f"Imported from {_origin(saved)}. Say here what the conflict is about.",
        "actors": {
            actor: {"name": maker.name, "kind": "organisation"}
            for actor, maker in zip(_actors(saved), saved.makers, strict=True)
        },
        "issues": {issue.id: _issue_data(issue) for issue in issues},
    }
    if impossible:
        data["impossible"] = [str(condition) for condition in impossible]
    data["start"] = space.describe(now)
    data["preferences"] = preferences
    _fits(saved, data)
    notes = (*saved.notes, *_put(space, as_of, now, asked=bool(start)))
    return _checked(saved, f"{_head(saved, notes)}\n{block(data)}", notes)


def slug(name: str, kind: str) -> str:
    """Which id is made from this name? The kind stands in where no letter is left.

    Examples
    --------
    >>> slug("Procéder: Phase 2", "option"), slug("2025", "option"), slug("水", "option")
    ('proceder-phase-2', 'option-2025', 'option')
    """
    ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    words = re.sub("[^a-z0-9]+", "-", ascii_.lower()).strip("-")[:_LONGEST].strip("-")
    whole = (
        words if words and words[0].isalpha() and words not in JOINERS else f"{kind}-{words}"
    )
    found = whole.rstrip("-")
    assert re.fullmatch(ID_PATTERN, found)
    return found


def _once(names: Iterable[str], kind: str) -> list[str]:
    """Ids for these names, none twice."""
    found: dict[str, None] = {}
    for name in names:
        first = slug(name, kind)
        number, one = 2, first
        while one in found:
            one, number = f"{first}-{number}", number + 1
        found[one] = None
    return list(found)


def _actors(saved: SaveFile) -> list[str]:
    return _once((maker.name for maker in saved.makers), "actor")


def _issues(saved: SaveFile) -> tuple[Issue, ...]:
    owner = {
        place: (actor, maker.name)
        for actor, maker in zip(_actors(saved), saved.makers, strict=True)
        for place in maker.options
    }
    ids = _once((option.name for option in saved.options), "option")
    return tuple(
        Issue(
            ids[place],
            f"Does {owner[place][1]} choose '{option.name}'?",
            ((NO, f"not: {option.name}"), (YES, option.name)),
            (owner[place][0],),
            _BARRED[option.direction],
        )
        for place, option in enumerate(saved.options)
    )


def _issue_data(issue: Issue) -> dict[str, object]:
    barred = [f"{before} -> {after}" for before, after in issue.barred]
    data: dict[str, object] = {
        "question": issue.question,
        "options": dict(issue.options),
        "decided_by": list(issue.decided_by),
    }
    return data | ({"barred": barred} if barred else {})


def _start(space: StateSpace, given: str) -> int:
    if not given:
        return 0  # of the states that can occur: nothing taken comes first
    if not _SIGNS.fullmatch(given) or len(given) != len(space.issues):
        expected = f"{len(space.issues)} signs, Y or N, one for every option"
        raise bad_input("HF403", f"--start {printable(given)[:80]}", expected=expected)
    taken = [sign in "Yy" for sign in given]
    options = [YES if one else NO for one in taken]
    ids = [issue.id for issue in space.issues]
    state = space.find(dict(zip(ids, options, strict=True)))
    if state < 0:
        raise bad_input("HF403", f"--start {given}", expected="a state that can occur")
    return state


def _preferences(
    saved: SaveFile, maker: Maker, space: StateSpace, texts: Sequence[str]
) -> dict[str, object]:
    judged = {"basis": "judgement", "by": f"the author of the GMCR+ file {_plain(saved.file)}"}
    if maker.priorities:
        conditions = [str(condition_of(one, space.issues)) for one in maker.priorities]
        return {"priorities": conditions, **judged}
    if not texts:
        what = f"a ranking of {len(space)} states, at most {MOST_STATES}"
        raise _wrong(saved, "HF802", what)
    tiers = maker.ranking or _tiers_of(saved, maker, len(space))
    _ranks_each_once(saved, maker, tiers, len(space))
    written = [[texts[state - 1] for state in tier] for tier in tiers]
    return {"ranking": [tier[0] if len(tier) == 1 else tier for tier in written], **judged}


def _tiers_of(saved: SaveFile, maker: Maker, states: int) -> Sequence[Sequence[int]]:
    """The states from 1, those of the largest payoff first."""
    if len(maker.payoffs) != states:
        what = f"{len(maker.payoffs)} payoffs of {maker.name} for {states} states"
        raise _wrong(saved, "HF803", what, f"{states}, one for each state that can occur")
    payoffs = np.array(maker.payoffs)
    values = np.unique(payoffs)[::-1]
    return [(np.flatnonzero(payoffs == value) + 1).tolist() for value in values]


def _ranks_each_once(
    saved: SaveFile, maker: Maker, tiers: Sequence[Sequence[int]], states: int
) -> None:
    named = [state for tier in tiers for state in tier]
    whose = f"the ranking of {maker.name}"
    beyond = [state for state in named if state > states]
    if beyond:
        what = f"{whose} has state {beyond[0]}, and {states} states can occur"
        raise _wrong(saved, "HF801", what, f"1 to {states}")
    if len(set(named)) < len(named):
        twice = next(state for place, state in enumerate(named) if state in named[:place])
        raise _wrong(saved, "HF801", f"{whose} has state {twice} twice", "every state once")
    missing = sorted(set(range(1, states + 1)) - set(named))
    if missing:
        shown = ", ".join(map(str, missing[:5]))
        what = f"{whose} leaves out {len(missing)} of {states} states: {shown}"
        raise _wrong(saved, "HF803", what, "every state that can occur")


def _listed(maker: Maker) -> bool:
    return bool(maker.ranking or maker.payoffs)


def _state_texts(space: StateSpace) -> list[str]:
    """The condition for each state; none where they are too many to be ranked one by one."""
    if len(space) > MOST_STATES:
        return []
    states = (space.describe(state) for state in range(len(space)))
    return [" and ".join(f"{issue} = {o}" for issue, o in state.items()) for state in states]


def _put(space: StateSpace, as_of: date, now: int, *, asked: bool) -> Iterable[str]:
    """What a case needs and a save file does not say."""
    yield f"put in: as_of {as_of}, for the file has no date"
    if not asked:
        taken = [name for name, option in space.describe(now).items() if option == YES]
        which = f"with {', '.join(taken)} taken" if taken else "with no option taken"
        yield f"put in: a start {which}, for the file names no present state"
    yield "put in: every actor is an organisation, for the file has no kinds of actor"


def _origin(saved: SaveFile) -> str:
    said = {"program": saved.program, "version": saved.version}
    words = ", ".join(f"{key} {value}" for key, value in said.items() if value)
    return f"the GMCR+ file {_plain(saved.file)}{f' ({words})' if words else ''}"


def _plain(name: str) -> str:
    """A file's name as it can stand in a text."""
    return " ".join(printable(name).split())[:200] or "without name"


def _head(saved: SaveFile, notes: Sequence[str]) -> str:
    lines = [
        f"Imported from {_origin(saved)} by holdfast import.",
        "The orders are those of that file's author; nobody has checked them here.",
        *(f"- {note}" for note in notes),
    ]
    return "\n".join(f"# {printable(line)}" for line in lines)


def _fits(saved: SaveFile, data: Mapping[str, object]) -> None:
    """Refuse what cannot become a case file, before the time is spent to lay it out."""
    if sum(len(text) for text in _texts(data)) > LARGEST:
        raise _wrong(saved, "HF802", "the case would be larger than a case file may be")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def _checked(saved: SaveFile, text: str, notes: tuple[str, ...]) -> Imported:
    try:
        conflict = load_text(text, "case.yaml")
    except HoldfastError as error:
        what = f"the case made from it does not load ({error.problems[0].what})"
        raise _wrong(saved, "HF802", what) from None
    return Imported(conflict, text, tuple(printable(note) for note in notes))


def _wrong(saved: SaveFile, code: str, what: str, expected: str = "") -> HoldfastError:
    return HoldfastError(Problem(code, f"{saved.file}: {what}", expected=expected))
