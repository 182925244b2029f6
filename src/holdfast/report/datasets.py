"""Published datasets in tables and sentences: the registry, and what a loaded file holds."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from holdfast.history.datasets.layouts import Loader
from holdfast.history.datasets.loading import Loaded
from holdfast.history.datasets.registry import Dataset
from holdfast.report.tables import Table


def dataset_lines(datasets: Sequence[Dataset], width: int = 0) -> Iterator[str]:
    """Which datasets does holdfast know, under which terms, and what can it do with each?

    Lines, and no table: an id is copied, and must not be broken.

    Parameters
    ----------
    width : of the terminal; 0 for two lines a dataset, however long.
    """
    for one in datasets:
        yield from _wrapped(f"{one.id}: {one.title}, version {one.version}", "", width)
        yield from _wrapped(f"{_can(one)}; licence: {one.licence}", "    ", width)


def _wrapped(line: str, indent: str, width: int) -> list[str]:
    """A line with its indent, and what does not fit in it further in; words are kept whole."""
    if not width:
        return [indent + line]
    return wrap(
        line,
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _can(dataset: Dataset) -> str:
    verbs = [
        *(["fetch"] if dataset.file else []),
        *(["load"] if not dataset.no_loader else []),
    ]
    return " and ".join(verbs) or "only cite"


def licence_lines(dataset: Dataset) -> Iterator[str]:
    """What does a user acknowledge before a file of the dataset is fetched?"""
    passing = {
        "allowed": "a copy may be passed on",
        "barred": "a copy may not be passed on",
        "not stated": "whether a copy may be passed on is not stated",
    }
    yield f"{dataset.title}, {dataset.producer}"
    yield (
        f"Licence: {dataset.licence} ({dataset.licence_url}); "
        + passing[dataset.redistribution]
    )
    yield f"Cite: {dataset.citation}"


def loaded_lines(loaded: Loaded, dataset: Dataset) -> Iterator[str]:
    """What came out of a file, and what was left out of it and why?"""
    span = "" if loaded.years is None else f", {loaded.years[0]} to {loaded.years[1]}"
    yield f"{dataset.title}: {len(loaded.rows):,} rows{span}"
    said = f"version {loaded.version}" if loaded.version else "the file states no version"
    yield f"Read: {loaded.read:,} rows of {loaded.source} ({loaded.layout}; {said})"
    for reason, count in loaded.dropped.items():
        yield f"Left out: {count:,} {reason}"
    if not loaded.dropped:
        yield "Left out: nothing"
    for notice in loaded.notices:
        yield f"Taken for granted: {notice}"


def columns_table(loaded: Loaded, loader: Loader) -> Table:
    """What does each of our columns hold, and in how many rows?"""
    filled = [
        sum(row[at] is not None for row in loaded.rows) for at in range(len(loaded.columns))
    ]
    rows = tuple(
        (name, loader.fields[name], f"{count:,}")
        for name, count in zip(loaded.columns, filled, strict=True)
    )
    return Table("Columns", ("Column", "What it holds", "Rows with a value"), rows)
