"""A second opinion, as JSON and on the terminal: beside the reading, and never in it."""

from collections.abc import Iterator, Mapping

from rich.text import Text

from holdfast.core.errors import Problem, printable
from holdfast.reading.second_opinion import Opinion, Proposal, Rejected
from holdfast.report.tables import Table
from holdfast.report.terminal import print_table, wide_console

NOTE = (
    "Proposed by a language model. Each quote, and the words in each slot, were checked to "
    "stand in the article; nothing else was. A model may be wrong about what the words mean. "
    "Nothing here is counted, and where it differs from the rules, what the rules found stands."
)
_SHOWN = 90
_MOST_ROWS = 40


def opinion_json(
    opinion: Opinion, endpoint: str, problem: Problem | None
) -> Mapping[str, object]:
    """Which data stand for this opinion, under `second_opinion`?

    Parameters
    ----------
    opinion : on one article.
    endpoint : the address that was asked.
    problem : why parts of the article went unanswered; None where none did.
    """
    return {
        "endpoint": endpoint,
        "model": printable(opinion.model),
        "asked": opinion.asked,
        "answered": opinion.answered,
        "error": _error(problem),
        "proposed": [_proposed(proposal) for proposal in opinion.proposed],
        "rejected": [_rejected(rejected) for rejected in opinion.rejected],
        "method": NOTE,
    }


def print_opinion(opinion: Opinion, problem: Problem | None) -> None:
    """Print what is proposed, then what is rejected and why."""
    out = wide_console()
    title = f"Second opinion (model {_said(opinion.model)}): proposed, not counted"
    out.print()
    out.print(Text(title, style="bold"))
    if problem is not None:
        parts = f"{opinion.answered} of {opinion.asked} parts of the article"
        out.print(Text(f"It is not whole: {parts} were answered."))
    for table in _tables(opinion):
        if table.rows:
            print_table(out, table)
    if not opinion.proposed and not opinion.rejected and problem is None:
        out.print(Text("The model proposes nothing."))
    out.print(Text(NOTE, style="italic"))


def _error(problem: Problem | None) -> dict[str, str] | None:
    if problem is None:
        return None
    known = {"what": problem.what, "expected": problem.expected, "remedy": problem.remedy}
    return {"code": problem.code, **{name: printable(text) for name, text in known.items()}}


def _proposed(proposal: Proposal) -> dict[str, object]:
    item = proposal.item
    return {
        "kind": item.kind,
        "start": item.start,
        "end": item.end,
        "quote": item.quote,
        "rule": item.rule,
        "status": item.status,
        "slots": dict(item.slots),
        "relation": proposal.relation,
        "rule_item": proposal.rule_item or None,
    }


def _rejected(rejected: Rejected) -> dict[str, object]:
    return {
        "part": rejected.part,
        "item": rejected.place or None,
        "reason": rejected.reason,
        "says": rejected.says,
        "kind": rejected.kind,
        "quote": rejected.quote,
    }


def _tables(opinion: Opinion) -> Iterator[Table]:
    yield _table(
        "Proposed, each quote found in the article",
        ("Kind", "Says", "Words", "Beside the rules"),
        [_proposed_row(proposal) for proposal in opinion.proposed],
    )
    yield _table(
        "Rejected",
        ("Reason", "More", "Kind", "What the model gave"),
        [(r.reason, r.says, _said(r.kind), _said(r.quote)) for r in opinion.rejected],
    )


def _table(caption: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> Table:
    more = len(rows) - _MOST_ROWS
    title = f"{caption} ({more} more: see --json)" if more > 0 else caption
    return Table(title, columns, tuple(rows[:_MOST_ROWS]))


def _proposed_row(proposal: Proposal) -> tuple[str, ...]:
    item = proposal.item
    said = "; ".join(f"{name}: {value}" for name, value in item.slots.items() if value)
    beside = f"{proposal.relation} {proposal.rule_item}".strip()
    return item.kind, _said(said, longest=200), _said(item.quote), beside


def _said(text: str, longest: int = _SHOWN) -> str:
    flat = " ".join(printable(text).split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"
