"""The work behind `holdfast assess`: answer, write the run, print the brief."""

import json as jsonlib
from pathlib import Path

from holdfast.core.finding import Completeness
from holdfast.report.runfiles import BRIEF, REPORT, run_files
from holdfast.report.terminal import print_brief, print_json, progress
from holdfast.study.about import ASSESS_METHOD, finding
from holdfast.study.assess import assess as answer
from holdfast.study.assess import questions
from holdfast.study.ensemble import Ensemble
from holdfast.study.run import FINDINGS, cached, write_run


def assess(ensemble: Ensemble, folder: Path, *, threads: int, json: bool, fresh: bool) -> None:
    """Answer every question, unless this very run is in the folder already, and say so.

    Parameters
    ----------
    ensemble : the draws.
    folder : of the run.
    threads : questions worked on at once.
    json : print one JSON document instead of the brief.
    fresh : answer again whatever the folder holds.
    """
    known = not fresh and cached(folder, ensemble)
    if not known:
        with progress(len(questions(ensemble)) + 1) as done:
            findings = answer(ensemble, threads=threads, progress=done)
            _, files = run_files(ensemble.conflict, findings)
            write_run(folder, ensemble, files)
            done("report")
    brief = (folder / BRIEF).read_text(encoding="utf-8")
    if json:
        print_json(_document(ensemble, folder, brief))
    else:
        print_brief(ensemble.conflict, brief, str(folder / REPORT), known=known)


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
