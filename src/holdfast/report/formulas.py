"""What each kind of number means, how it is computed, and where the theory stands."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Formula:
    """How a kind of number comes about.

    Parameters
    ----------
    means : what it is, in a sentence.
    formula : in symbols that the theory page explains.
    theory : page under docs/theory, without ending.
    citations : keys into references.bib.
    method : how it is computed, where that differs from the finding it stands in.
    """

    means: str
    formula: str
    theory: str
    citations: tuple[str, ...] = ()
    method: str = ""


_SUPPLY_METHOD = (
    "Both forecasts are computed in every draw from the drawn positions, weights and salience."
)
_GAIN = "S(x) - F >= 0 for the {side}: settlement at the terms reached, less war, at the start"
_GAIN_T, _GAIN_A = _GAIN.format(side="target"), _GAIN.format(side="challenger")
_RANGE = "Range: any one input in the lower or upper half of its draws, and the sampling error."

FORMULAS = MappingProxyType(
    {
        "target_comes": Formula(
            f"Share of draws in which the target gains by coming. {_RANGE}",
            f"share of draws with {_GAIN_T}",
            "commitment-game",
            ("Fearon1995", "Powell2006"),
        ),
        "challenger_comes": Formula(
            f"Share of draws in which the challenger gains by coming. {_RANGE}",
            f"share of draws with {_GAIN_A}",
            "commitment-game",
            ("Fearon1995", "Powell2006"),
        ),
        "window_open": Formula(
            "Share of draws in which the red lines leave room and some strength up to the "
            "whole package brings both sides.",
            "share of draws with both gains >= 0 at some k; straight lines between 9 points",
            "commitment-game",
            ("Walter1997", "Nash1950"),
        ),
        "target_enters": Formula(
            "Strength of the package from which the target gains by coming; median and, in "
            "brackets, the 5th to 95th percentile, strengths above the whole package counted "
            "as the whole.",
            f"k_T = inf{{k : {_GAIN_T}}}",
            "commitment-game",
            ("Walter1997",),
        ),
        "target_beyond": Formula(
            "Share of draws in which not even the whole package brings the target.",
            "share of draws with k_T > 1",
            "commitment-game",
            ("Walter1997",),
        ),
        "challenger_leaves": Formula(
            "Share of draws in which the challenger leaves before the package is whole.",
            f"share of draws with k_A < 1, k_A = sup{{k : {_GAIN_A}}}",
            "commitment-game",
            ("Powell2006",),
        ),
        "kept": Formula(
            f"Mean chance that neither side breaks the settlement so long. {_RANGE}",
            "mean over draws of the mass still in the settlement, on the exact path of power",
            "commitment-game",
            ("Walter1997", "Powell2006"),
        ),
        "supply_mean": Formula(
            "Where the supporters end up by the weighted mean; median, 5th to 95th percentile.",
            "sum(c s x) / sum(c s) over supporters: weight c, salience s, position x",
            "position-forecasts",
            method=_SUPPLY_METHOD,
        ),
        "supply_condorcet": Formula(
            "Where the supporters end up by the probabilistic Condorcet election; median, 5th "
            "to 95th percentile.",
            "mean of the long-run distribution of challenges, P(a over b) = S_ab/(S_ab + S_ba)",
            "position-forecasts",
            method=_SUPPLY_METHOD,
        ),
        "supply_inside": Formula(
            "Share of draws in which the supporters' weighted mean lies inside the window.",
            "share of draws with k_T <= supply <= k_A",
            "guarantee-window",
        ),
        "zone_signed": Formula(
            "Share of draws in which some terms between the red lines let both sides gain over "
            "fighting on, with nothing behind them.",
            "share of draws with S_A(x) >= F_A and S_T(x) >= F_T for some x in [red_A, red_T]",
            "commitment-game",
            ("Fearon1995",),
        ),
        "zone_kept": Formula(
            "Share of draws in which both sides gain by the terms they would reach, and the "
            "chance that these are kept for five years is at least one half.",
            "share of draws with an agreement and five-year holding >= 1/2",
            "commitment-game",
            ("Powell2006", "Walter1997"),
        ),
        "talks": Formula(
            f"Mean chance that talks, or a deal, have come by then. {_RANGE}",
            "mass that has entered talks, or signed, in the forward pass of the game",
            "commitment-game",
            ("Powell2006",),
        ),
        "flip": Formula(
            "Value of the input at which the window is open in half of the draws.",
            "share of draws with an open window = 1/2, straight lines between five parts",
            "what-decides-the-answer",
        ),
        "equilibria": Formula(
            "Number of states that every deciding actor finds stable under this concept.",
            "count of states stable for all",
            "stability-concepts",
            ("FangHipelKilgour1993",),
        ),
        "states": Formula(
            "Number of states that can occur.",
            "combinations of options, less the impossible, same ones counted once",
            "graph-model",
            ("FangHipelKilgour1993",),
        ),
        "claims": Formula(
            "Number of the article's causal claims that come to this verdict: supported where "
            "the claimed sign holds in at least nine draws in ten, contradicted where the "
            "opposite does, both one and ten years ahead.",
            "count of claims; sign of outcome(lever at its 95th) - outcome(lever at its 5th)",
            "claim-audit",
        ),
        "claims_felt": Formula(
            "Number of supported claims in which the outcome moves by five points or "
            "more between the ends of the lever, in the reading where the sign holds least.",
            "count of supported claims with |mean at 95th - mean at 5th| >= 0.05",
            "claim-audit",
        ),
        "mentions": Formula(
            "How often the article says it, in any words; one position all the same.",
            "count of mentions with the same holder, action, polarity and condition",
            "reading",
            method="Read by rules on the words; the places are given.",
        ),
        "past_between": Formula(
            "Share of pairs of states at war since 1946 that had no fatal dispute so long "
            "after the war, each war counted once; in brackets the 95% interval.",
            "Kaplan-Meier, weight 1 / pairs of the war; errors between wars",
            "base-rates",
            ("SarkeesWayman2010", "KaplanMeier1958", "Williams1995"),
        ),
        "past_within": Formula(
            "Share of peaces after civil wars that ended 1989 to 1999 with no renewed war so "
            "long after; in brackets the 95% interval.",
            "Kaplan-Meier; errors between places",
            "base-rates",
            ("Fortna2008", "KaplanMeier1958", "Williams1995"),
        ),
        "past_alike": Formula(
            "Share of the ten promises of the casebook most like the package that stood "
            "unbroken so long, as known on the day of the case; in brackets the 95% interval.",
            "Kaplan-Meier over the ten with the greatest likeness",
            "base-rates",
            ("Gower1971", "KaplanMeier1958"),
        ),
        "quantities": Formula(
            "Number of quantities in the case, by what they rest on.",
            "count",
            "uncertain-quantities",
        ),
    }
)
"""Every kind of number that a brief can print."""
