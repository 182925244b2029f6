"""How uncertain is a hazard ratio when rows of one war or country hang together?

The partial likelihood of [Cox1972] with Efron's ties [Efron1977] and late entry: its value, the
pull of each row on it, and errors that let rows of one cluster depend on each other in any way
[LinWei1989]. lifelines 0.30 has such errors too, but they disregard ties, so that they depend
on the order of rows; and it has none for late entry and for covariates that change.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from holdfast.history.survival.spells import Counts, Spells, Times


def score_residuals(cases: Spells, values: Times, coefficients: Times) -> Times:
    """How much does each row pull at each coefficient?

    Parameters
    ----------
    cases : Spells, of n rows
    values : shape (n, p), covariates
    coefficients : shape (p,)

    Returns
    -------
    shape (n, p)
        They sum to the score, which is 0 at the maximum of the partial likelihood.

    Notes
    -----
    With d endings tied at a time, term j = 0..d-1 of the likelihood counts each of the d with
    weight 1 - j/d among those at risk. A row's residual is what its own weight
    adds to the score: the derivative of the score by that weight.

    Examples
    --------
    Two rows, the first with x = 1 ends first: at coefficient 0 the mean at risk is 1/2.

    >>> from holdfast.history.survival.spells import spells
    >>> score_residuals(
    ...     spells([1, 2], [1, 0]), np.array([[1.0], [0.0]]), np.zeros(1)
    ... ).ravel().tolist()
    [0.25, 0.25]
    """
    x = values - values.mean(axis=0)
    risk = np.exp(x @ coefficients)
    pulls: Times = np.zeros_like(x)
    for watched, ended, counted in _terms(cases):
        weight = risk[watched] * counted
        chance = weight / weight.sum()
        mean = chance @ x[watched]
        pulls[watched] -= chance[:, None] * (x[watched] - mean)
        pulls[ended] += (x[ended] - mean) / len(ended)
    return pulls


def log_likelihood(cases: Spells, values: Times, coefficients: Times) -> float:
    """How well do these coefficients say which of those at risk ended, time after time?

    Parameters
    ----------
    cases : Spells, of n rows
    values : shape (n, p), covariates
    coefficients : shape (p,)

    Returns
    -------
    float, <= 0
        The log of the partial likelihood.

    Examples
    --------
    Three at risk, then two: without covariates each ending is as likely as any other.

    >>> from holdfast.history.survival.spells import spells
    >>> found = log_likelihood(spells([1, 2, 3], [1, 1, 0]), np.zeros((3, 1)), np.zeros(1))
    >>> round(float(np.exp(-found)), 12)
    6.0
    """
    x = (values - values.mean(axis=0)) @ coefficients
    risk = np.exp(x)
    terms = (
        float(x[ended].mean() - np.log(risk[watched] @ counted))
        for watched, ended, counted in _terms(cases)
    )
    return sum(terms, 0.0)


def clustered_covariance(residuals: Times, covariance: Times, clusters: Sequence[str]) -> Times:
    """Which covariance do coefficients have, when rows of one cluster hang together?

    Parameters
    ----------
    residuals : shape (n, p), from `score_residuals`
    covariance : shape (p, p), of the model with independent rows
    clusters : n names

    Returns
    -------
    shape (p, p)
        V M V with M the sum over clusters of the outer products of their summed residuals. No
        correction for few clusters: with under some forty it is too small.
    """
    _, place = np.unique(np.asarray(clusters), return_inverse=True)
    sums = np.zeros((place.max() + 1, residuals.shape[1]))
    np.add.at(sums, place, residuals)
    pulled = sums @ covariance
    return np.asarray(pulled.T @ pulled, dtype=np.float64)


def _terms(cases: Spells) -> Iterator[tuple[Counts, Counts, Times]]:
    """Rows at risk, rows that ended, and how much each at risk counts, term by term."""
    for time in np.unique(cases.end[cases.ended]):
        watched = np.flatnonzero((cases.start < time) & (cases.end >= time))
        ended = np.flatnonzero((cases.end == time) & cases.ended)
        tied = np.isin(watched, ended)
        for j in range(len(ended)):
            yield watched, ended, np.where(tied, 1.0 - j / len(ended), 1.0)
