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
_GAIN_T = "(1 - x) - (1 - p - c_T) - r (1 - t) [B > x] ((1 - x) - T') - a (1 - k/k_pre)+ >= 0"
_GAIN_A = "x + r (B - x)+ - (p - c_A) >= 0"
_RANGE = "Range: any one input at the quartiles of its distribution, the others drawn."

FORMULAS = MappingProxyType(
    {
        "target_comes": Formula(
            f"Share of draws in which the target gains by coming. {_RANGE}",
            f"share of draws with {_GAIN_T}",
            "guarantee-window",
            ("Fearon1995", "Powell2006"),
        ),
        "challenger_comes": Formula(
            f"Share of draws in which the challenger gains by coming. {_RANGE}",
            f"share of draws with {_GAIN_A}",
            "guarantee-window",
            ("Fearon1995", "Powell2006"),
        ),
        "window_open": Formula(
            "Share of draws in which a deal exists and some strength up to the whole package "
            "brings both sides.",
            "share of draws with k_T <= min(k_A, 1) and an agreement between the red lines",
            "guarantee-window",
            ("Walter1997", "Nash1950"),
        ),
        "target_enters": Formula(
            "Strength of the package from which the target gains by coming; median and, in "
            "brackets, the 5th to 95th percentile, strengths above the whole package counted "
            "as the whole.",
            f"k_T = inf{{k : {_GAIN_T}}}",
            "guarantee-window",
            ("Walter1997",),
        ),
        "target_beyond": Formula(
            "Share of draws in which not even the whole package brings the target.",
            "share of draws with k_T > 1",
            "guarantee-window",
            ("Walter1997",),
        ),
        "challenger_leaves": Formula(
            "Share of draws in which the challenger leaves before the package is whole.",
            f"share of draws with k_A < 1, k_A = sup{{k : {_GAIN_A}}}",
            "guarantee-window",
            ("Powell2006",),
        ),
        "kept": Formula(
            f"Mean chance that the challenger keeps the settlement so long. {_RANGE}",
            "mean of t + (1 - t) [B <= x], B as of that time and the whole package in force",
            "guarantee-window",
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
            "Share of draws in which some terms satisfy both sides and both red lines.",
            "share of draws with max(p - c_A, red_A) <= min(p + c_T, red_T)",
            "zone-and-solutions",
            ("Fearon1995",),
        ),
        "zone_kept": Formula(
            "Share of draws in which some such terms would also be kept for five years.",
            "as for signing, with the challenger's end raised to p' - (c_A + bite) / weight",
            "guarantee-window",
            ("Powell2006", "Walter1997"),
        ),
        "flip": Formula(
            "Value of the input at which the window is open in half of the draws.",
            "share of draws with an open window = 1/2, straight lines between 13 points",
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
        "quantities": Formula(
            "Number of quantities in the case, by what they rest on.",
            "count",
            "uncertain-quantities",
        ),
    }
)
"""Every kind of number that a brief can print."""
