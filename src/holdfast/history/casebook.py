"""The casebook: promises of security and peace arrangements, and what became of them."""

import csv
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

OUTCOMES = ("held", "violated", "partial", "lapsed", "never_in_force", "not_in_force")
HONOURED = ("yes", "partial", "no", "not tested", "not applicable")
CONTEXTS = ("interstate", "civil", "standalone", "comparison")
PATRONS = ("protege", "challenger", "both", "none")

INSTRUMENTS = {
    "treaty_defence": "an express promise of armed help",
    "guarantee_neutrality": "neutrality that outsiders guarantee",
    "political_assurance": "words without a duty to fight",
    "troops_tripwire": "foreign combat troops that an attack would hit",
    "peacekeeping": "troops with a peace mandate",
    "monitoring": "observers or inspection",
    "dmz": "a demilitarised or thinned-out zone",
    "arms_aid": "arms",
    "financial": "money",
    "sanctions_snapback": "sanctions kept, threatened or restored by compliance",
    "power_sharing_ddr": "posts, autonomy, army merger or disarming",
}
"""What can be promised, by the casebook's key."""

NEVER_STARTED = frozenset({"never_in_force", "not_in_force"})
"""Outcomes that no count of survival takes in."""

NOBODY = "none"
WITNESS = "(witness)"
"""How the casebook marks who stood by and took on no duty."""

NOT_KNOWN = "not known then"
"""Whether guarantors honoured a promise, where only later days tell."""

_DAYS = 365.25  # a year
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Precedent:
    """One promise of the past; a row of the casebook with its origin.

    Parameters
    ----------
    id, name : short stable key, and the usual English name.
    conflict : label of the conflict that it belongs to; our coding.
    start : signature, or the day a ceasefire took hold.
    protege : whose safety it was about; both sides where it was mutual.
    challenger : who could break it, or did.
    guarantors : outside parties that promised something; empty where there were none. Who was
        a witness alone is not among them.
    patron : whether a guarantor had backed a side before, as ally, armourer or master: one of
        `PATRONS`; our coding.
    rival : whether who broke it, or could, was among the guarantors; our coding.
    instruments : keys of `INSTRUMENTS`.
    precondition : what a side wanted before it would deal; empty where none is recorded, which
        means not looked up.
    mediators : who brokered it.
    outcome : one of `OUTCOMES`.
    until : day of the breach, or the last day counted.
    years : from start to until, at least 0.
    censored : whether no breach was seen until then.
    honoured : whether the guarantors did what they had promised; one of `HONOURED`.
    context : one of `CONTEXTS`.
    note : what happened, and the main rival reading.
    sources : addresses, or a dataset with its own number.
    verified : yes or partial.
    seen_through : last day for which a source seen supports the outcome, where there is one.
    """

    id: str
    name: str
    conflict: str
    start: date
    protege: tuple[str, ...]
    challenger: tuple[str, ...]
    guarantors: tuple[str, ...]
    patron: str
    rival: bool
    instruments: frozenset[str]
    precondition: str
    mediators: tuple[str, ...]
    outcome: str
    until: date
    years: float
    censored: bool
    honoured: str
    context: str
    note: str
    sources: tuple[str, ...]
    verified: str
    seen_through: date | None

    @property
    def in_force(self) -> bool:
        """Whether it ever came into force."""
        return self.outcome not in NEVER_STARTED

    @property
    def compared(self) -> bool:
        """Whether it is a promise of security that came into force: those are compared.

        Rows kept for contrast, pledges by the later attacker and the like, are no such promise.
        """
        return self.in_force and self.context != "comparison"

    @property
    def guaranteed(self) -> bool:
        """Whether an outside party promised something."""
        return bool(self.guarantors)


@cache
def casebook() -> tuple[Precedent, ...]:
    """Which promises of the past does the casebook hold, oldest first?

    Notes
    -----
    A hand-picked set and no sample: for analogies and for checking priors. No effect may be
    read off it.
    """
    text = files("holdfast.history").joinpath("data", "casebook.csv").read_text("utf-8")
    return tuple(_row(row) for row in csv.DictReader(text.splitlines()))


def precedent(name: str) -> Precedent | None:
    """Which row of the casebook has this id, in whatever letters? None where none has."""
    wanted = name.upper()
    return next((one for one in casebook() if one.id == wanted), None)


def as_seen(one: Precedent, day: date) -> Precedent | None:
    """What was known of this promise on that day? None before it was made.

    Notes
    -----
    A breach still to come is not known: the promise then stands, followed until that day. So
    does one of which the end alone is still to come; one standing with serious breaches is
    taken to have stood so all along, and a draft to have been no more. Whether the guarantors
    had been tested by then, and what the note tells, was written later, and is left out; so is
    a note that tells of a later year.
    """
    if one.start >= day:
        return None
    told_later = any(int(year) > day.year for year in _YEAR.findall(one.note))
    if one.until <= day:
        return replace(one, honoured=NOT_KNOWN, note="") if told_later else one
    years = round((day - one.start).days / _DAYS, 2)
    kept = one.outcome == "partial" or not one.in_force
    standing = one.outcome if kept else "held"
    seen = replace(one, until=day, years=years, censored=True, outcome=standing)
    return replace(seen, honoured=NOT_KNOWN, note="", seen_through=None)


def _row(row: dict[str, str]) -> Precedent:
    recorded = row["precondition"]
    return Precedent(
        id=row["id"],
        name=row["name"],
        conflict=row["conflict"],
        start=date.fromisoformat(row["start"]),
        protege=_listed(row["protege"]),
        challenger=_listed(row["challenger"]),
        guarantors=tuple(g for g in _listed(row["guarantors"]) if WITNESS not in g),
        patron=row["patron"],
        rival=row["rival"] == "yes",
        instruments=frozenset(_listed(row["instruments"])),
        precondition="" if recorded == "none recorded" else recorded,
        mediators=_listed(row["mediators"]),
        outcome=row["outcome"],
        until=date.fromisoformat(row["until"]),
        years=float(row["years"]),
        censored=row["censored"] == "1",
        honoured=row["honoured"],
        context=row["context"],
        note=row["note"],
        sources=tuple(source.strip() for source in row["sources"].split("; ")),
        verified=row["verified"],
        seen_through=date.fromisoformat(row["seen_through"]) if row["seen_through"] else None,
    )


def _listed(cell: str) -> tuple[str, ...]:
    """The parts of a list; nobody is no part."""
    return tuple(part for part in cell.split(";") if part and not part.startswith(NOBODY))
