"""A small case as games that Gambit reads: all choose at once, or one after the other."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

import numpy as np

from holdfast.conflict.actors import Actor
from holdfast.conflict.issues import Issue
from holdfast.stability.model import GraphModel
from holdfast.stability.wording import state_text
from holdfast.study.ensemble import Ensemble
from holdfast.study.exchange.exported import Exported, drawn_note, export_model, refused

MOST_PROFILES = 4096
"""Most combinations of strategies, or ends of a tree, that are written."""

MOST_CHOICES = 2**14
"""Most choices of one actor that are looked at."""

_TOOL = "Gambit"
_FEWER = "take options or actors out of a copy of the case"
_ORDINAL = "payoffs are ordinal ranks, 1 is worst"

Choice = Mapping[str, str]
"""The issues that a strategy changes, and to which option; empty for leaving all as it is."""


def nfg_export(ensemble: Ensemble) -> Exported:
    """Which strategic game do the actors play who choose once, all at the same time?

    A strategy is any change, from the start, of the issues that an actor alone decides, or a
    drop of those it decides with others; the first is to leave all as it is. Payoffs are the
    ranks of the state that the choices make together. Where that state cannot occur, the
    start stays.

    Raises
    ------
    HoldfastError
        HF401 where the case has no issues; HF804 where it leaves comparisons open, or where
        there are more than `MOST_PROFILES` combinations.
    """
    model = _fit(ensemble)
    case, start = ensemble.conflict, ensemble.conflict.start
    menus = _menus(model, case.id, start)
    profiles = [tuple(reversed(p)) for p in product(*reversed(menus))]  # the first runs fastest
    reached = [_together(model, start, profile) for profile in profiles]
    ends = sorted(set(reached))
    title = f"{case.title} (holdfast {case.id}: all choose once from the start; {_ORDINAL})"
    lines = [
        f"NFG 1 R {quoted(title)} {{ {' '.join(map(quoted, _players(model.actors)))} }}",
        "{",
        *(f"{{ {' '.join(quoted(_named(model, c)) for c in menu)} }}" for menu in menus),
        "}",
        quoted("Where the choices make a state that cannot occur, the start stays."),
        "{",
        *(_outcome(model, state, start) for state in ends),
        "}",
        " ".join(str(ends.index(state) + 1) for state in reached),
    ]
    stays = sum(state < 0 for state in reached)
    note = f"{stays} of {len(reached)} combinations cannot occur and stand for the start"
    notes = (*drawn_note(ensemble), *_joint_note(model), *((note,) if stays else ()))
    return Exported({f"{case.id}.nfg": "\n".join(lines) + "\n"}, notes)


def efg_export(ensemble: Ensemble) -> Exported:
    """Which game do the actors play who move one after the other, each once?

    In the order of the case, from the start. Each sees what the others before it did, and
    stays or makes one of its own moves. Payoffs are the ranks of the state at the end.

    Raises
    ------
    HoldfastError
        HF401 where the case has no issues; HF804 where it leaves comparisons open, or where the
        tree has more than `MOST_PROFILES` ends.
    """
    model = _fit(ensemble)
    case = ensemble.conflict
    title = f"{case.title} (holdfast {case.id}: each moves once, in this order; {_ORDINAL})"
    players = " ".join(map(quoted, _players(model.actors)))
    sets = [0] * len(model.actors)
    try:
        nodes = _few_ends(_tree(model, 0, case.start, sets))
    except ValueError as error:
        raise refused(case.id, _TOOL, str(error), _FEWER) from None
    says = "One round from the start: each actor stays or makes one of its own moves."
    text = "\n".join([f"EFG 2 R {quoted(title)} {{ {players} }}", quoted(says), *nodes])
    return Exported(
        {f"{case.id}.efg": f"{text}\n"}, (*drawn_note(ensemble), *_joint_note(model))
    )


def strategies(model: GraphModel, actor: str, start: int) -> list[Choice]:
    """What can this actor choose from the start on its own? Leaving all as it is comes first.

    A choice counts if some state has the issues that the actor alone decides as it puts them,
    whatever the others choose.

    Raises
    ------
    ValueError
        Where there are more than `MOST_CHOICES` choices to look at.
    """
    space = model.space
    now = space.describe(start)
    menus = [_menu(issue, actor, now[issue.id]) for issue in space.issues]
    if prod(len(menu) for menu in menus) > MOST_CHOICES:
        raise ValueError(f"{actor} has more than {MOST_CHOICES} choices")
    own = [issue for issue in space.issues if issue.decided_by == (actor,)]
    codes = np.flatnonzero(space.possible)
    placed = np.zeros_like(codes)
    for issue in own:
        placed += space.digit(issue.id, codes) * space.stride(issue.id)
    occurs = set(placed.tolist())
    found: list[Choice] = []
    for picked in product(*reversed(menus)):
        chosen = dict(zip((issue.id for issue in space.issues), reversed(picked), strict=True))
        code = sum(i.option_ids.index(chosen[i.id]) * space.stride(i.id) for i in own)
        change = {issue: option for issue, option in chosen.items() if option != now[issue]}
        if not change or code in occurs:
            found.append(change)
    return found


def quoted(text: str) -> str:
    r"""How does a text stand in a file of Gambit? On one line, marks escaped.

    Examples
    --------
    >>> print(quoted('The "line"'))
    "The \"line\""
    """
    line = " ".join(text.replace("\\", "/").split())
    return '"' + line.replace('"', '\\"') + '"'


def _fit(ensemble: Ensemble) -> GraphModel:
    model = export_model(ensemble)
    if any(order.unknown for order in model.orders):
        what = "it leaves comparisons open (unknown), and a payoff cannot"
        raise refused(ensemble.conflict.id, _TOOL, what)
    if any(issue.barred_when for issue in model.space.issues):
        what = "it has changes barred in some states only, and a strategy is open in all"
        raise refused(ensemble.conflict.id, _TOOL, what)
    if model.space.moves:
        what = "it lists moves beside those of the options, and a strategy sets options"
        raise refused(ensemble.conflict.id, _TOOL, what)
    if not model.actors:
        raise refused(ensemble.conflict.id, _TOOL, "nobody decides anything")
    return model


def _menus(model: GraphModel, case: str, start: int) -> list[list[Choice]]:
    """The strategies of each actor, where they are few enough."""
    try:
        menus = [strategies(model, actor.id, start) for actor in model.actors]
    except ValueError as error:
        raise refused(case, _TOOL, str(error), _FEWER) from None
    if prod(len(menu) for menu in menus) > MOST_PROFILES:
        what = f"more than {MOST_PROFILES} combinations of strategies"
        raise refused(case, _TOOL, what, _FEWER)
    return menus


def _menu(issue: Issue, actor: str, now: str) -> Sequence[str]:
    """Which options can the actor alone put this issue at? The present one comes first."""
    if actor not in issue.decided_by:
        return (now,)
    wanted = issue.option_ids[:1] if issue.joint else issue.option_ids
    return (now, *(o for o in wanted if o != now and not issue.bars(now, o)))


def _together(model: GraphModel, start: int, profile: Sequence[Choice]) -> int:
    """The state that these choices make; -1 where it cannot occur."""
    chosen = model.space.describe(start)
    for choice in profile:
        chosen |= choice
    return model.space.find(chosen)


def _players(actors: Sequence[Actor]) -> list[str]:
    """Names of players, none twice."""
    names = [actor.name for actor in actors]
    return [
        f"{actor.name} ({actor.id})" if names.count(actor.name) > 1 else actor.name
        for actor in actors
    ]


def _named(model: GraphModel, choice: Choice) -> str:
    """The strategy in words, with its ids: two options may have the same words."""
    if not choice:
        return "leave all as it is"
    texts = {issue.id: dict(issue.options) for issue in model.space.issues}
    return "; ".join(f"{texts[i][o]} ({i} = {o})" for i, o in choice.items())


def _outcome(model: GraphModel, state: int, start: int) -> str:
    if state < 0:
        return f"{{ {quoted('cannot occur: the start stays')} {_payoffs(model, start)} }}"
    return f"{{ {quoted(_state_name(model, state))} {_payoffs(model, state)} }}"


def _payoffs(model: GraphModel, state: int) -> str:
    return " ".join(str(int(order.ranks[state]) + 1) for order in model.orders)


def _state_name(model: GraphModel, state: int) -> str:
    return f"state {state}: {state_text(model, state)}"


def _few_ends(nodes: Iterator[str]) -> list[str]:
    """The nodes of a tree, unless it has too many ends."""
    found: list[str] = []
    ends = 0
    for node in nodes:
        found.append(node)
        ends += node.startswith("t ")
        if ends > MOST_PROFILES:
            raise ValueError(f"a tree of more than {MOST_PROFILES} ends")
    return found


def _tree(model: GraphModel, place: int, state: int, sets: list[int]) -> Iterator[str]:
    """The nodes from here on, each before its children."""
    name = quoted(_state_name(model, state))
    if place == len(model.actors):
        yield f't "" {state + 1} {name} {{ {_payoffs(model, state)} }}'
        return
    sets[place] += 1
    targets = model.moves[place].of(state).tolist()
    actions = ["stay", *(f"to {_state_name(model, target)}" for target in targets)]
    listed = " ".join(map(quoted, actions))
    yield f'p "" {place + 1} {sets[place]} "" {{ {listed} }} 0'
    for target in (state, *targets):
        yield from _tree(model, place + 1, target, sets)


def _joint_note(model: GraphModel) -> tuple[str, ...]:
    joint = [issue.id for issue in model.space.issues if issue.joint]
    if not joint:
        return ()
    return (f"what is made together cannot be made in this game: {', '.join(joint)}",)
