"""What parties to a conflict do to each other: tells positions from other ties."""

from functools import cache

from holdfast.reading.lexicon import entries_of
from holdfast.reading.view import Span, View


def conduct(view: View, span: Span) -> bool:
    """Whether this stretch is about something that parties to a conflict do, give or refuse."""
    return any(word.startswith(_stems()) for word in view.norms(span))


@cache
def _stems() -> tuple[str, ...]:
    return tuple(str(stem) for entry in entries_of("conduct") for stem in entry["stems"])
