"""Data frames of R, rda; the one module that knows rdata."""

import io
import warnings
from collections.abc import Iterator, Mapping

from holdfast.history.datasets.frames import frame_table
from holdfast.history.datasets.tables import Opener, Table, damaged, extra_missing, no_table
from holdfast.history.datasets.unpacking import MOST_OF_R, unpacked


def r_tables(source: str, opened: Opener) -> Iterator[Table]:
    """Which data frames does this file of R hold?

    Raises
    ------
    HoldfastError
        HF420 where the extra is not installed, HF424 where no data frame is in it
        or it is too large, HF425
        where the file is damaged.
    """
    try:
        import rdata
    except ImportError:
        raise extra_missing("reading a file of R") from None
    raw = unpacked(source, opened, MOST_OF_R)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of classes that it does not know, as a tibble's
            held = rdata.read_rda(io.BytesIO(raw))
    except Exception as error:  # a broken file may break anything in there
        raise damaged(source, f"{type(error).__name__}: {error}") from None
    frames = {str(name): value for name, value in _named(held) if hasattr(value, "columns")}
    if not frames:
        raise no_table(source, "a file of R without a data frame")
    for name, frame in frames.items():
        yield frame_table(f"{source}, {name}" if len(frames) > 1 else source, frame)


def _named(held: object) -> Iterator[tuple[object, object]]:
    if isinstance(held, Mapping):
        yield from held.items()
