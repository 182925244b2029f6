"""What the background works on: the whole answer of a case, or its variants side by side."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import bad_input
from holdfast.guarantees.catalogue import instrument_named, instruments_of
from holdfast.report.figures.frontier import frontier_figure
from holdfast.report.figures.tornado import tornados_figure
from holdfast.study.article import Article, reading_finding
from holdfast.study.assess import games, questions
from holdfast.study.audit.claims import audit
from holdfast.study.comparison import comparison, games_compared
from holdfast.study.draft.case import draft
from holdfast.study.draft.facts import draft_data
from holdfast.study.ensemble import Ensemble, ensemble
from holdfast.study.packages.bench import package_asked
from holdfast.study.packages.compare import Wanted
from holdfast.study.packages.compare import compared as packages_compared
from holdfast.study.packages.compare import games_compared as games_of_packages
from holdfast.study.packages.objectives import objectives_named
from holdfast.study.packages.search import Asked
from holdfast.study.parameters import contest_of
from holdfast.study.run import as_json
from holdfast.web.documents import kept
from holdfast.web.drawing import inert
from holdfast.web.library import Choice, Library, drawn_with, result_key, understood

if TYPE_CHECKING:
    from holdfast.core.finding import Finding

ASSESS, COMPARE, PACKAGES, SEARCH = "assess", "compare", "packages", "search"
BUDGET, MOST_BUDGET = 100, 1_000
"""Packages that a search looks at: unless somebody says otherwise, and at most."""

MOST_MORE = 4
"""Most packages that are set beside the others by hand: so many fit on one sheet."""

DRAWING = Lock()  # matplotlib's settings are the whole process's
_CLAIM = 40  # games that a claim is counted as, for progress
_QUESTIONS = 7  # that the whole answer has at most, each told of once it is answered

Tell = Callable[[int, int], None]
"""Called with how much is done and of how much; raises where the work is to stop."""


class Steps:
    """Counts what is done towards a total."""

    def __init__(self, total: int, tell: Tell) -> None:
        self._done, self._total, self._tell = 0, max(1, total), tell
        self._lock = Lock()

    def add(self, more: int) -> None:
        """So much more is done."""
        with self._lock:
            self._done += more
            self._tell(min(self._done, self._total), self._total)


def key_of(library: Library, kind: str, choice: Choice) -> str:
    """Under which hash does the answer to this stand?"""
    conflict = library.conflict(choice)
    if kind == COMPARE:
        return result_key(kind, conflict, choice, ",".join(conflict.variants))
    if kind in (PACKAGES, SEARCH):
        return result_key(kind, conflict, choice, repr(wanted(conflict, kind, choice)))
    return result_key(kind, conflict, choice, choice.article if kind == ASSESS else "")


def work(library: Library, kind: str, choice: Choice, tell: Tell) -> str:
    """What is the answer, as text to be kept?

    Parameters
    ----------
    library : of cases.
    kind : `ASSESS`, `COMPARE`, `PACKAGES` or `SEARCH`.
    choice : of which case, with how many draws.
    tell : told of progress.
    """
    if kind == COMPARE:
        return _compared(library, choice, tell)
    if kind in (PACKAGES, SEARCH):
        return _packages(library, kind, choice, tell)
    return _assessed(library, choice, tell)


def _ensemble(conflict: Conflict, choice: Choice) -> Ensemble:
    draws, seed, few = drawn_with(conflict, choice)
    return ensemble(conflict, seed, draws, few)


def _assessed(library: Library, choice: Choice, tell: Tell) -> str:
    conflict = library.conflict(choice)
    drawn = _ensemble(conflict, choice)
    found = _read(library, choice.article)
    steps = Steps(_amount(drawn, found), tell)
    steps.add(0)
    findings: dict[str, Finding] = {}
    if found is not None and library.store.article_of(choice.case) == choice.article:
        findings["reading"] = reading_finding(found, _drafted(conflict, found))
    if found is not None and conflict.contest is not None:
        findings["claims"] = audit(
            drawn, found.reading.claims, progress=lambda _: steps.add(_CLAIM)
        )
    for name, answer in questions(drawn, steps.add).items():
        findings[name] = answer()
        steps.add(1)
    with DRAWING:
        return kept(conflict, findings)


def _read(library: Library, article: str) -> Article | None:
    if not article:
        return None
    found = library.article(article)
    return understood(found.content, found.name)


def _drafted(conflict: Conflict, found: Article) -> Mapping[str, object]:
    """What the case was drafted with, told of the case as it has become."""
    made = draft(found.reading, found.published, conflict.as_of)
    return {"draft": draft_data(replace(made, conflict=conflict), f"{conflict.id}.yaml")}


def _amount(drawn: Ensemble, found: Article | None) -> int:
    claims = len(found.reading.claims) if found is not None else 0
    return games(drawn) + _CLAIM * claims + _QUESTIONS


def _compared(library: Library, choice: Choice, tell: Tell) -> str:
    base = library.conflict(replace(choice, variant=""))
    if base.contest is None or not base.packages or not base.variants:
        what = f"{base.id} has no variants of a contest with guarantees to compare"
        raise bad_input("HF401", what, remedy="add variants: to the case")
    cases = [base, *(library.conflict(replace(choice, variant=v)) for v in base.variants)]
    drawn = [_ensemble(one, choice).for_game for one in cases]
    steps = Steps(games_compared(drawn), tell)
    steps.add(0)
    found = comparison(drawn, steps.add)
    body: Mapping[str, object] = {"findings": {"compare": found.to_dict()}}
    return as_json(body).decode("utf-8")


def wanted(conflict: Conflict, kind: str, choice: Choice) -> Wanted:
    """What does the URL ask about packages?

    Raises
    ------
    HoldfastError
        HF401 where the case has no contest; HF441, HF443, HF445 and HF465 where it asks for
        what there is not.
    """
    contest_of(conflict, "comparison of packages")
    known = instruments_of(conflict.instruments)
    if kind == PACKAGES:
        more = tuple(dict.fromkeys(_parts(choice.more, ";")))
        if len(more) > MOST_MORE:
            expected = f"at most {MOST_MORE} packages beside the others"
            raise bad_input("HF465", f"with: {len(more)} packages", expected=expected)
        for text in more:
            package_asked(text, known)
        return Wanted(more, why=True)
    names, used = _parts(choice.objectives, ","), _parts(choice.instruments, ",")
    for name in used:
        instrument_named(known, name, "the search")
    budget = BUDGET if choice.budget is None else choice.budget
    if not 1 <= budget <= MOST_BUDGET:
        raise bad_input("HF465", f"budget={budget}", expected=f"1 to {MOST_BUDGET}")
    sought = Asked(objectives_named(names), tuple(dict.fromkeys(used)), budget)
    return Wanted(why=True, search=sought)


def _parts(text: str, sign: str) -> list[str]:
    return [part.strip() for part in text.split(sign) if part.strip()]


def _packages(library: Library, kind: str, choice: Choice, tell: Tell) -> str:
    conflict = library.conflict(choice)
    asked, few = wanted(conflict, kind, choice), _ensemble(conflict, choice).for_game
    steps = Steps(games_of_packages(few, asked), tell)
    steps.add(0)
    found, _, _ = packages_compared(few, asked, steps.add)
    with DRAWING:
        drawn = (
            frontier_figure(conflict, found.answer),
            tornados_figure(conflict, found.answer),
        )
    pictures = [
        {"name": one.name, "says": one.says, "svg": inert(one.svg)} for one in drawn if one
    ]
    body = {"findings": {"packages": found.to_dict()}, "pictures": pictures}
    return as_json(body).decode("utf-8")
