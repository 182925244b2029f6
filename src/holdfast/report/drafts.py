"""What a drafted or enlarged case holds, and what a person should do with it next."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from holdfast.core.errors import printable
from holdfast.report.phrases import listed
from holdfast.report.terminal import wide_console
from holdfast.study.draft.case import Draft, asks_of
from holdfast.study.draft.facts import defaulted
from holdfast.study.draft.merge import Merged

_SHOWN = 12


def print_draft(draft: Draft, path: str) -> None:
    """Print who is who in the draft, what it rests on, and what comes next."""
    out, cast, conflict = wide_console(), draft.cast, draft.conflict
    out.print(Text(f"{path} written: a draft, and nobody has checked it.", style="bold"))
    _say(out, "The side that asks", cast.target.name)
    _say(out, "The other side", cast.challenger.name)
    _say(out, "Precondition", asks_of(cast) or "none stated")
    for what, parties in (
        ("Could guarantee", cast.guarantors),
        ("Mediate", cast.mediators),
        ("Publics", cast.publics),
    ):
        if parties:
            _say(out, what, listed([party.name for party in parties]))
    _say(out, "Packages", listed([offer.package.id for offer in draft.offers]))
    count = len(conflict.evidence)
    items = "1 item" if count == 1 else f"{count} items"
    _say(out, "Evidence", f"{items}, read by rules and checked by nobody")
    total = len(conflict.quantities)
    words = "wars between states" if cast.reference_class == "interstate" else "civil wars"
    _say(out, "Numbers", f"{defaulted(conflict)} of {total} are wide defaults for {words}")
    out.print()
    out.print(Text(f"What to settle first: holdfast check {path}"), soft_wrap=True)


def merge_data(merged: Merged, path: str) -> Mapping[str, object]:
    """Which data tell what an article added to a case?"""
    return {
        "file": path,
        "source": merged.source,
        "added": [{"id": ident, "says": says} for ident, says in merged.added],
        "repeats": list(merged.repeats),
        "against": list(merged.against),
        "new_names": list(merged.new_names),
    }


def print_merge(merged: Merged, path: str) -> None:
    """Print what an article added to a case, what it repeats, and what it goes against."""
    out = wide_console()
    count = len(merged.added)
    items = "1 item" if count == 1 else f"{count} items"
    head = f"{path}: {items} of evidence added, as source {merged.source}; no number changed."
    out.print(Text(head, style="bold"), soft_wrap=True)
    _list(out, "Goes against what the case has", merged.against)
    _list(out, "Says again what the case has", merged.repeats)
    _list(out, "Names parties that the case does not have", merged.new_names)
    _list(out, "Added", [f"{ident}: {says}" for ident, says in merged.added])
    out.print()
    out.print(Text(f"What to settle next: holdfast check {path}"), soft_wrap=True)


def _say(out: Console, what: str, words: str) -> None:
    out.print(Text(f"{what}: {printable(words)}."))


def _list(out: Console, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    out.print()
    out.print(Text(title, style="bold"))
    for line in lines[:_SHOWN]:
        out.print(Text(f"- {printable(line)}"))
    if len(lines) > _SHOWN:
        out.print(Text(f"- and {len(lines) - _SHOWN} more"))
