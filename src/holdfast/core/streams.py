"""Random numbers by name: counter-based streams that nothing else can shift."""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

_PER_COUNTER = 4  # a Philox counter step yields four 64-bit words, one uniform each
_HALF_STEP = 2.0**-54  # moves [0, 1) to (0, 1), so no quantile is asked at 0
_BELOW_ONE = 1.0 - 2.0**-53  # the largest step plus half a step would round up to 1


def uniforms(seed: int, name: str, start: int, stop: int) -> NDArray[np.float64]:
    """Which uniform numbers does the stream of this name hold at these places?

    Parameters
    ----------
    seed : any integer.
    name : the stream; different names are independent.
    start, stop : half-open range of places, 0 <= start <= stop.

    Returns
    -------
    shape (stop - start,), in (0, 1).
        Place k holds the same number however the range is cut and whatever other streams are
        read, in any order and on any number of threads.

    Notes
    -----
    Philox [SalmonEtAl2011] keyed by a hash of seed and name, the place as counter.

    Examples
    --------
    >>> whole = uniforms(7, "contest.power", 0, 10)
    >>> bool((whole[3:8] == uniforms(7, "contest.power", 3, 8)).all())
    True
    """
    if not 0 <= start <= stop:
        raise ValueError(f"need 0 <= start <= stop, got {start}, {stop}")
    digest = blake2b(f"{seed}\x00{name}".encode(), digest_size=16).digest()
    bits = np.random.Philox(key=int.from_bytes(digest, "little"))
    bits.advance(start // _PER_COUNTER)
    skipped = start % _PER_COUNTER
    return inside(np.random.Generator(bits).random(skipped + stop - start)[skipped:])


def inside(steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Which numbers in (0, 1) stand for these in [0, 1)?

    Parameters
    ----------
    steps : whole multiples of 2**-53, in [0, 1).

    Examples
    --------
    >>> bool((inside(np.array([0.0, 1.0 - 2.0**-53])) < 1.0).all())
    True
    """
    return np.minimum(steps + _HALF_STEP, _BELOW_ONE)
