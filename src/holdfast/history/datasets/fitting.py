"""Which table of a file, and which of a loader's layouts, fit each other; or what is amiss."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from holdfast.core.errors import HoldfastError, Place, Problem, bad_input
from holdfast.history.datasets.layouts import Layout, Loader, lacking, position, sibling
from holdfast.history.datasets.tables import Table, no_table

_SHOWN = 60  # signs of a name that a message repeats
_LISTED = 8  # names that a message lists

_Try = tuple[float, Table, Layout]  # the share of the needed columns that the table lacks


def fitting(loader: Loader, found: Iterable[Iterable[Table]]) -> tuple[Table, Layout]:
    """Which table has the columns of a layout, and of which?

    Parameters
    ----------
    found : tables in groups; a group counts only where none before it has one that fits.

    Raises
    ------
    HoldfastError
        HF423 where several tables of a group fit, HF424 where there is no table, HF426 where
        none fits.
    """
    nearest: list[_Try] = []
    for group in found:
        tried = [_nearest(loader, table) for table in group]
        fits = [one for one in tried if not one[0]]
        if len(fits) > 1:
            raise _several(loader, [table.source for _, table, _ in fits])
        if fits:
            return fits[0][1:]
        nearest += tried
    if not nearest:
        raise no_table(loader.dataset, "a file without a table")
    raise _lacks(loader, *min(nearest, key=_gaps)[1:])


def _nearest(loader: Loader, table: Table) -> _Try:
    """The layout that lacks least in a table, with its header where it is most like it."""
    tries = [
        (_share(layout, one), one, layout)
        for one in (table, *table.lower)
        for layout in loader.layouts
    ]
    return min(tries, key=_gaps)


def _share(layout: Layout, table: Table) -> float:
    needed = sum(column.required for column in layout.columns)
    return len(lacking(layout, table.header)) / needed


def _gaps(tried: _Try) -> float:
    return tried[0]


def _several(loader: Loader, sources: Sequence[str]) -> HoldfastError:
    return bad_input(
        "HF423",
        f"several tables fit {loader.dataset}: {' and '.join(sources)}",
        expected="one",
        remedy="save the one that you mean as a file of its own, and name it with --from",
    )


def _lacks(loader: Loader, table: Table, layout: Layout) -> HoldfastError:
    place = Place(table.source, table.header_at)
    header = f"its header is {listed(table.header)}"
    if other := sibling(loader, table.header):
        what = f"this is {other.what}; {header}"
        remedy = "take that file from the publisher's page"
        return HoldfastError(Problem("HF426", what, place, other.wanted, remedy))
    missing = lacking(layout, table.header)
    first, more = missing[0], missing[1:]
    named = " or ".join(f"'{name}'" for name in first.published)
    others = f", nor {listed([column.published[0] for column in more])}" if more else ""
    taken = {position(column, table.header) for column in layout.columns}
    free = [name for at, name in enumerate(table.header) if at not in taken]
    alike = get_close_matches(first.published[0], free, n=2, cutoff=0.6)
    seen = f"; it has {listed(alike)}, which looks like it" if alike else ""
    return HoldfastError(
        Problem(
            "HF426",
            f"there is no column {named}{others}{seen}; {header}",
            place,
            _expected(loader, layout),
            "look whether it is the right file and version: holdfast data list",
        )
    )


def _expected(loader: Loader, layout: Layout) -> str:
    """The layout, with the versions where its own name does not say which it is of."""
    versions = " or ".join(loader.versions)
    told = "" if not versions or "version" in layout.name else f", version {versions}"
    return f"{layout.name} of {loader.dataset}{told}"


def listed(names: Sequence[str]) -> str:
    """Write names in quotes, the first of them where there are many.

    Examples
    --------
    >>> listed(["paid", "year"]), listed([])
    ("'paid', 'year'", 'empty')
    """
    shown = ", ".join(f"'{name[:_SHOWN]}'" for name in names[:_LISTED]) or "empty"
    return f"{shown} and {len(names) - _LISTED} more" if len(names) > _LISTED else shown
