"""Names of quantities as a reader would say them, from their dotted names in the file."""

from holdfast.conflict.conflict import Conflict
from holdfast.guarantees.catalogue import catalogue

_WORDS = {
    "contest.power": "the chance that {challenger} wins outright",
    "contest.line": "the share {challenger} holds now",
    "contest.cost_per_month.challenger": "the cost of fighting to {challenger}",
    "contest.cost_per_month.target": "the cost of fighting to {target}",
    "contest.patience": "the sides' patience",
    "contest.decided": "the pace at which the war is decided",
    "contest.shift_in_peace": "the growth in peace of the power of {challenger}",
    "contest.first_strike": "the advantage of striking first",
    "contest.red_lines.challenger": "the red line of {challenger}",
    "contest.red_lines.target": "the red line of {target}",
    "contest.bargaining_weight": "the weight of {challenger} at the table",
    "contest.fait_accompli": "the days an attack needs",
    "contest.precondition.met_at": "the strength that meets the precondition",
    "contest.precondition.audience_cost": "the price at home of talking without it",
}
_CONDUCT, _INSTRUMENTS = "contest.conduct.", "instruments."
_WHOLE = {
    "package.half_life": "the half-life of the guarantors' will, in years,",
    "package.answered": "the chance that a breach is seen, attributed and answered",
    "package.room": "the room between the red lines",
}
_OF_INSTRUMENTS = {
    "aid": "the power that '{title}' adds to the target",
    "clears": "the part of false alarms that '{title}' clears up",
    "graded": "the part of its cost that a small breach of '{title}' brings",
    "needs_decision": "the part of '{title}' that is decided on jointly",
    "provokes": "how much more the rival asks for with '{title}'",
    "reassures": "how much less the rival asks for with '{title}'",
    "snap": "the part of the cost by '{title}' that nobody decides on",
    "sunk": "what is spent beforehand on '{title}'",
    "surprise_removed": "the part of a surprise that '{title}' takes away",
    "without_backstop": "what is left of '{title}' without its backstop",
}
"""Numbers of instruments whose names alone say too little."""

_ENDINGS = {
    "kept_with": "how surely '{title}' is honoured",
    "force": "the force of '{title}'",
    "cost_imposed": "the cost that '{title}' imposes",
    "half_life": "the half-life of the will behind '{title}'",
    "response_time": "the response time of '{title}'",
    "troops": "the soldiers of '{title}'",
    "cost_per_year": "the cost a year of '{title}', besides soldiers",
    "stands_after": "the days until '{title}' stands",
    "position": "the position of {name} on the package",
    "weight": "the weight of {name} among the supporters",
    "salience": "the salience of the package to {name}",
}


def sides_of(conflict: Conflict) -> dict[str, str]:
    """What are the target and the challenger of a contest called in print?"""
    contest = conflict.contest
    assert contest is not None
    return {
        "target": conflict.name(contest.target),
        "challenger": conflict.name(contest.challenger),
    }


def label(conflict: Conflict, name: str) -> str:
    """What would a reader call this quantity?

    Parameters
    ----------
    conflict : for the names of the parties and packages.
    name : dotted.

    Returns
    -------
    Words that fit into a sentence; the dotted name itself where no words are known.
    """
    contest = conflict.contest
    sides = {}
    if contest is not None:
        sides = sides_of(conflict)
        if name == f"contest.trust.{contest.target} in {contest.challenger}":
            return "the trust of {target} in {challenger}".format(**sides)
    if name.startswith(_CONDUCT):
        return f"the assumed {name.removeprefix(_CONDUCT).replace('_', ' ')}"
    if name in _WHOLE:
        return _WHOLE[name]
    if name.startswith(_INSTRUMENTS):
        return _of_an_instrument(conflict, name)
    if name in _WORDS:
        return _WORDS[name].format(**sides)
    group, _, rest = name.partition(".")
    owner, _, ending = rest.partition(".")
    if ending in _ENDINGS:
        titles = {g.id: g.title for g in conflict.packages}
        return _ENDINGS[ending].format(
            title=titles.get(owner, owner), name=conflict.name(owner)
        )
    return name if group else rest


def _of_an_instrument(conflict: Conflict, name: str) -> str:
    """A number of an instrument, by the title of the instrument."""
    _, owner, *rest = name.split(".")
    titles = {one.id: one.title for one in catalogue().values()}
    titles |= {one.id: one.title for one in conflict.instruments if one.title}
    if not rest:
        return owner.replace("_", " ")
    words = _OF_INSTRUMENTS.get(rest[-1], f"the {rest[-1].replace('_', ' ')} of '{{title}}'")
    return words.format(title=titles.get(owner, owner))
