"""The work behind `holdfast assess`: answer, write the run, print the brief."""

import json as jsonlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from holdfast.core.finding import Completeness, Finding
from holdfast.report.runfiles import BRIEF, CASE, REPORT, run_files
from holdfast.report.terminal import print_brief, print_json, print_next, progress
from holdfast.study.about import ASSESS_METHOD, finding
from holdfast.study.article import Article, reading_finding
from holdfast.study.assess import assess as answer
from holdfast.study.assess import questions
from holdfast.study.audit.claims import audit
from holdfast.study.draft.case import Draft
from holdfast.study.draft.facts import draft_data
from holdfast.study.ensemble import Ensemble
from holdfast.study.run import FINDINGS, cached, write_run


def assess(
    ensemble: Ensemble,
    folder: Path,
    *,
    threads: int,
    json: bool,
    fresh: bool,
    beginning: "Beginning",
) -> None:
    """Answer every question, unless this very run is in the folder already, and say so.

    Parameters
    ----------
    ensemble : the draws.
    folder : of the run.
    threads : questions worked on at once.
    json : print one JSON document instead of the brief.
    fresh : answer again whatever the folder holds.
    beginning : what the case was begun with.
    """
    drafted = beginning.drafted
    known = not fresh and cached(folder, ensemble, (CASE,))
    if not known:
        steps = len(questions(ensemble)) + 1 + bool(drafted)
        with progress(steps, by_game=ensemble.conflict.contest is not None) as done:
            first = _of_article(ensemble, drafted, done) if drafted else {}
            findings = {**first, **answer(ensemble, threads=threads, progress=done)}
            _, files = run_files(ensemble.conflict, findings, beginning.text)
            write_run(folder, ensemble, files)
            done("report")
    brief = (folder / BRIEF).read_text(encoding="utf-8")
    if json:
        print_json(_document(ensemble, folder, brief))
    else:
        print_brief(ensemble.conflict, brief, str(folder / REPORT), known=known)
    if drafted and not json:
        print_next(str(folder / CASE))


@dataclass(frozen=True, slots=True)
class Drafted:
    """The article that a case was drafted from.

    Parameters
    ----------
    article : as read.
    draft : the case.
    """

    article: Article
    draft: Draft


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a case was begun with.

    Parameters
    ----------
    text : of its file, which the run keeps.
    drafted : the article behind it, where there is one.
    """

    text: str
    drafted: Drafted | None = None


def _of_article(
    ensemble: Ensemble, drafted: Drafted, done: Callable[[str], None]
) -> dict[str, Finding]:
    """What the article says, with the draft, and how its claims stand."""
    told = {"draft": draft_data(drafted.draft, CASE)}
    claims = audit(ensemble, drafted.article.reading.claims)
    done("claims")
    return {"reading": reading_finding(drafted.article, told), "claims": claims}


def _document(ensemble: Ensemble, folder: Path, brief: str) -> dict[str, object]:
    findings = jsonlib.loads((folder / FINDINGS).read_text(encoding="utf-8"))
    whole = finding(
        ensemble,
        "What does holdfast say about this case?",
        {"findings": findings, "brief": brief.strip(), "run": str(folder)},
        method=ASSESS_METHOD,
        completeness=Completeness.SAMPLED,
        inputs=tuple(dict.fromkeys(i for f in findings.values() for i in f["inputs"])),
        caveats=tuple(dict.fromkeys(c for f in findings.values() for c in f["caveats"])),
        citations=tuple(dict.fromkeys(c for f in findings.values() for c in f["citations"])),
    )
    return whole.to_dict()
