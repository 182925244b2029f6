"""What a loader takes from a published file, and what it makes of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from holdfast.history.datasets.cells import Reader, Value, day, day_in_words, moment

Row = dict[str, Value]
"""A row by our names of its columns."""

Dropped = Counter[str]
"""How many rows were left out, by the reason."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a layout takes.

    Parameters
    ----------
    name : ours.
    read : how its cells become values.
    published : the names it has in files, of which the first that is there counts; case and
        outer blanks do not.
    required : whether a file without it is refused; else its values are None.
    """

    name: str
    read: Reader
    published: tuple[str, ...]
    required: bool = True


def needs(name: str, read: Reader, *published: str) -> Column:
    """Which column must a file have? Its published name is ours where none is given."""
    return Column(name, read, published or (name,))


def takes(name: str, read: Reader, *published: str) -> Column:
    """Which column is taken where a file has it?"""
    return Column(name, read, published or (name,), required=False)


def as_it_is(row: Row) -> Row:
    """Give the row back: nothing has to be worked out."""
    return row


def all_kept(row: Row) -> str:  # noqa: ARG001 - the form of a rule
    """Say of no row that it is left out."""
    return ""


def one_by_one(rows: Iterable[Row], dropped: Dropped) -> Iterable[Row]:  # noqa: ARG001 - a form
    """Give every row back: each stands for itself."""
    return rows


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which a dataset's files are laid out.

    Parameters
    ----------
    name : in a clause, as messages repeat it.
    columns : what is taken.
    once : our columns that tell its rows apart, where no two may be the same in them.
    repeats : whether a row that stands twice, alike in all that is taken, is counted once.
    derive : works out further values of a row; may raise CellError.
    drop : why a row is left out; empty where it is kept.
    combine : makes the rows of the result, where one of them stands for many of the file; may
        add to what was left out.
    """

    name: str
    columns: tuple[Column, ...]
    once: tuple[str, ...] = ()
    repeats: bool = False
    derive: Callable[[Row], Row] = as_it_is
    drop: Callable[[Row], str] = all_kept
    combine: Callable[[Iterable[Row], Dropped], Iterable[Row]] = one_by_one


@dataclass(frozen=True, slots=True)
class Sibling:
    """A file of the same publisher that is taken for the one that a loader reads.

    Parameters
    ----------
    what : in a clause, as messages repeat it.
    wanted : the file that a loader reads.
    has, lacks : columns that tell it: all of these, and none of those.
    """

    what: str
    wanted: str
    has: tuple[str, ...]
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loader:
    """How files of one dataset become a table with our columns.

    Parameters
    ----------
    dataset : id in the registry.
    fields : our columns in their order, each with what it holds and in which unit.
    layouts : the layouts it knows; the first that fits counts.
    span : our columns that hold a year or a day, from which the span of years is told.
    versions : what the file's own column `version` may say; empty where it has none.
    members : patterns of file names to look for first in an archive.
    notes : what a user should know.
    siblings : files that are taken for it.
    """

    dataset: str
    fields: Mapping[str, str]
    layouts: tuple[Layout, ...]
    span: tuple[str, ...]
    versions: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    siblings: tuple[Sibling, ...] = ()


VERSION = "version"
"""Our name of the column in which a file says which version it is."""


def position(column: Column, header: Sequence[str]) -> int | None:
    """Where in the header does this column stand? None where it does not.

    Parameters
    ----------
    header : as the file has it.

    Examples
    --------
    >>> position(needs("end", str, "ended", "ended_date"), ["paid", " Ended_Date "])
    1
    """
    plain = [name.strip().casefold() for name in header]
    for name in column.published:
        if name.casefold() in plain:
            return plain.index(name.casefold())
    return None


def days_in(layout: Layout, header: Sequence[str]) -> tuple[int, ...]:
    """Where in the header do the columns stand that hold days?"""
    dated = [column for column in layout.columns if column.read in (day, day_in_words, moment)]
    places = [position(column, header) for column in dated]
    return tuple(place for place in places if place is not None)


def lacking(layout: Layout, header: Sequence[str]) -> tuple[Column, ...]:
    """Which required columns does a file with this header lack?"""
    return tuple(
        column
        for column in layout.columns
        if column.required and position(column, header) is None
    )


def sibling(loader: Loader, header: Sequence[str]) -> Sibling | None:
    """Which known file has this header, that is none which the loader reads? None: unknown."""
    held = {name.strip().casefold() for name in header}
    for one in loader.siblings:
        has, lacks = ({name.casefold() for name in names} for names in (one.has, one.lacks))
        if has <= held and held.isdisjoint(lacks):
            return one
    return None
