"""Named numerical tolerances: every comparison of floats in holdfast uses one of these.

Each is argued where it stands. Integer and rational work (states, ranks, moves) needs none.
"""

EXACT: float = 1e-12
"""Two closed forms of one quantity on values of order 1.

Some ten thousand times the spacing of doubles at 1, so a dozen rounded operations pass and
an error of algebra does not.
"""

ROOT: float = 1e-10
"""A root found by bracketing, in units of its own axis (shares, probabilities)."""

TIE: float = 1e-12
"""Two utilities closer than this count as equal. Ties stay ties; no order breaks them."""

SHARE: float = 1e-9
"""How far a sum of shares or a probability may stray from its bound by rounding alone."""

NINE_IN_TEN: float = 1.645
"""Standard errors of a mean within which nine in ten samples lie."""
