"""Tables of Stata, dta; the one module of the datasets that knows pandas."""

import io
import warnings

from holdfast.history.datasets.frames import frame_table
from holdfast.history.datasets.tables import Opener, Table, damaged, extra_missing
from holdfast.history.datasets.unpacking import MOST_OF_A_BOOK, read_whole

_BEGINS, _ENDS = b"<stata_dta>", b"</stata_dta>"


def stata_table(source: str, opened: Opener) -> Table:
    """Which table does this file of Stata hold? Codes stay codes, without their labels.

    Raises
    ------
    HoldfastError
        HF420 where the extra is not installed, HF424 where it is too large, HF425 where it
        is damaged.
    """
    try:
        import pandas as pd
    except ImportError:
        raise extra_missing("reading a file of Stata") from None
    raw = read_whole(source, opened, MOST_OF_A_BOOK)
    if raw.startswith(_BEGINS) and not raw.rstrip().endswith(_ENDS):
        raise damaged(source, "its end is missing")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # old files: signs that are not UTF-8 are guessed
            frame = pd.read_stata(io.BytesIO(raw), convert_categoricals=False)
    except Exception as error:  # a broken file may break anything in there
        raise damaged(source, f"{type(error).__name__}: {error}") from None
    return frame_table(source, frame)
