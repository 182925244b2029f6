"""What each answer says about itself: method, caveats, citations, the frame of a finding."""

from collections.abc import Mapping

from holdfast import __version__
from holdfast.core.finding import Completeness, Finding
from holdfast.study.ensemble import Ensemble

WINDOW_METHOD = (
    "Closed form: both sides compare fighting on with the terms that a weighted Nash bargain "
    "reaches between the red lines; the challenger breaks them later if that pays, unless it "
    "keeps its word; a breach is looked at five years on."
)
WINDOW_CAVEATS = (
    "Closed forms, not the dynamic game: no learning, no escalation, no mediators, no "
    "ratification; only the challenger can break the settlement.",
    "Whether a side comes, and whether a settlement is kept, is looked at under the terms that "
    "a bargain would reach; in draws without any, under the terms of least loss.",
    "Monitors and false alarms do not enter; a breach is taken to be seen.",
    "Shares of draws measure what the case's ranges imply, not how often such wars end so.",
)
WINDOW_CITATIONS = ("Fearon1995", "Powell2006", "Walter1997", "Nash1950", "Smith1995")
GAME_METHOD = (
    "The commitment game, solved backward from eighty quarters in every draw of the case and "
    "of holdfast's assumptions about conduct: moves in sequence, beliefs by reference rates, "
    "exact Nash terms between the red lines; gains are a settlement less the war at the start."
)
GAME_CAVEATS = (
    "How both sides act is assumed where the case does not say it (contest.conduct); those "
    "numbers are invented and wide, and the ranges carry them.",
    "Terms are a division of one prize; two sides fight; guarantors are looked at as one, who "
    "may look at each other.",
    "Strength scales what a package promises; how surely the whole of it is kept is as judged, "
    "unless guarantors who look at one another end up lower.",
    "Shares of draws measure what the case's ranges imply, not how often such wars end so.",
)
GAME_CITATIONS = ("Fearon1995", "Powell2006", "Walter1997", "Smith1995", "Kydd2005", "Nash1950")
FUTURES_METHOD = (
    "The moves of the solved commitment game followed forward: chances by quarter are exact in "
    "every draw; single paths are drawn from the same moves, each from its own random numbers, "
    "so that any of them can be told again."
)
FUTURES_CAVEATS = (
    "Sides act as the solved game has them act in its first quarter, whatever the quarter; "
    "they learn nothing about the model itself.",
    "Quarters are the smallest step; a month in between is not told.",
    *GAME_CAVEATS,
)
PACKAGES_METHOD = (
    "Every package is joined from its instruments into parameters of the commitment game; the "
    "game is solved for all packages in the same draws of the case and of the instruments."
)
PACKAGES_CAVEATS = (
    "What instruments do is assumed by holdfast's editors where the case does not say it, in "
    "wide ranges; no source gives effects.",
    "A deployment that takes long counts as so much less force over five years, not as a gap "
    "at the start; what provokes the rival counts as a larger share that it asks.",
    "Deliverable is the share of draws in which the weighted mean of the supporters' positions "
    "reaches what the package comes to; money and armies are not weighed against each other.",
    "A frontier says what no other of these packages beats in everything; it names no winner.",
    "Promises of the past come from a hand-picked casebook, which is no sample: they are "
    "analogies, and no effect may be read off them.",
    "What decides a package is looked at one input at a time, and only what stands out from "
    "chance at three and a half standard errors is told; with more draws more inputs may.",
    *GAME_CAVEATS,
)
PACKAGES_CITATIONS = (*GAME_CITATIONS, "Schultz2010", "Gower1971", "KaplanMeier1958")
COMPOSED_METHOD = (
    "Every instrument of the package is put at the same part of its level, from nothing to the "
    "whole; what they come to together is joined into parameters of the commitment game, which "
    "is solved at nine such strengths, with straight lines in between."
)
COMPOSED_CAVEATS = (
    "What instruments do is assumed by holdfast's editors where the case does not say it, in "
    "wide ranges; no source gives effects.",
    "Half of an instrument is half of all that it does and provokes; a treaty cannot be halved "
    "like a force, so that read the middle of the scale with care.",
    "Nothing is said of what supporters would supply: their positions are about the case's own "
    "packages.",
    *GAME_CAVEATS[:2],
    GAME_CAVEATS[-1],
)
HINGES_METHOD = (
    "The draws are cut into five parts by each input in turn; the answer flips where the share "
    "of draws with an open window crosses one half between the parts' medians. Ranges: any one "
    "input in the lower or upper half of its draws, and the sampling error."
)
HINGES_CAVEATS = (
    "One input at a time, and only what stands out from chance at three standard errors: with "
    "more draws more inputs may.",
)
CLAIMS_METHOD = (
    "Each claim is a comparative static of the commitment game: the quantities behind its "
    "cause go from their 5th to their 95th percentile while all others keep their draws; the "
    "outcome is compared draw by draw, under every package at the strength that the supporters "
    "would supply; once one year on, once ten."
)
CLAIMS_CAVEATS = (
    "Supported means that the sign holds in at least nine draws in ten of this case and this "
    "model; it does not mean that the claim is true.",
    "Causes and effects are mapped by their words onto a closed list; a person should look at "
    "the mapping before leaning on a verdict.",
    *GAME_CAVEATS,
)
STABILITY_METHOD = (
    "Graph model for conflict resolution: moves follow from who decides what; each verdict is "
    "computed from the definition of its concept, ties kept as ties."
)
STABILITY_CAVEATS = (
    "Ordinal preferences only: how much better a state is does not count.",
    "Stable means that no actor gains by leaving on its own, given these orders; it says "
    "nothing about whether the state is ever reached.",
)
STABILITY_CITATIONS = ("FangHipelKilgour1993", "InoharaHipel2008", "KilgourEtAl2001")
STRENGTH_CAVEATS = (
    "Strongly stable says that every gain can be answered by something much worse, and also "
    "holds where there is no gain to be had; it does not say that the answer comes.",
)
STRENGTH_CITATIONS = ("HamoudaKilgourHipel2004", "HamoudaKilgourHipel2006")
HYPERGAME_CAVEATS = (
    "Beliefs are of the first level: what an actor thinks that another thinks does not enter, "
    "and nobody learns from what happens.",
)
HYPERGAME_CITATIONS = ("BennettDando1979", "WangHipelFraser1988")
FREQUENCY_CAVEATS = (
    "Frequencies count draws of the orders: they measure what the case leaves open, not how "
    "often such conflicts rest there; an unknown comparison is settled by a fair coin for each "
    "pair of the case.",
)
SEQUENCE_METHOD = (
    "Every situation that the steps can pass is a commitment game in every draw. Going on is "
    "worth what both enjoy on the way and the settlement at the end; breaking off, the better "
    "of stopping there and attacking, after which what can be taken back is. Orders are ranked "
    "by the step at which both go on in the fewest draws."
)
SEQUENCE_CAVEATS = (
    "Sizes, times and reversibility of steps that the case does not state are invented, wide, "
    "and assumed by holdfast editors.",
    "A ranking by one measure is no advice: which order a party could accept hangs on more "
    "than what it risks on the way.",
    "Going on supposes that the other goes on as well; the settlement at the end is at the "
    "line as the steps leave it, kept or broken as the game says.",
    "The blow of an attack is looked at in the mean over whether the guarantors honour.",
)
SEQUENCE_CITATIONS = (
    "Schelling1960",
    "LockwoodThomas2002",
    "Kydd2005",
    "Fearon1995",
    "Powell2006",
    "Smith1995",
)
ASSESS_METHOD = "Every question the case can be asked, on the same draws."
COMPARE_METHOD = (
    "The same seed and streams for the case and its variants, so that a difference comes from "
    "what the variant changes and from nothing else."
)


def finding(
    ensemble: Ensemble,
    question: str,
    answer: Mapping[str, object],
    *,
    method: str,
    completeness: Completeness,
    inputs: tuple[str, ...],
    caveats: tuple[str, ...],
    citations: tuple[str, ...],
    drawn: bool = True,
) -> Finding:
    """Which finding frames this answer, with the ensemble it comes from, if it was drawn on?"""
    conflict = ensemble.conflict
    return Finding(
        question=question,
        case=conflict.id,
        case_hash=conflict.content_hash,
        answer=answer,
        method=method,
        completeness=completeness,
        seed=ensemble.seed,
        draws=ensemble.draws if drawn else 0,
        inputs=inputs,
        caveats=caveats,
        citations=citations,
        variant=conflict.variant,
        version=__version__,
    )
