"""What a party commits to or refuses: the words that say will, will not, or no longer."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.reading.view import Span, View, pattern

_BE = (
    r"(?:is|are|was|were|be|been|being|remains?|stands?|stood|has been|have been"
    r"|declared itself|declared themselves)"
)
_ADV = r"(?: (?:also|still|now|ever|again|even|then|only|simply|firmly|always|gladly|soon))*"

REFUSALS = pattern(
    r"(?:will|would|shall|can|could|may|might|must|do|does|did|should) (?:not|never|no longer)",
    r"(?:will|would|shall) (?:under no circumstances|in no case|by no means|hardly)",
    r"(?:is|are|was|were) in no (?:mood|hurry|position) to",
    r"(?:won't|wouldn't|cannot|can't|couldn't|shan't|don't|doesn't|didn't|isn't|aren't|wasn't)"
    r"(?: (?:be )?(?:ready|prepared|willing|able|going) to)?",
    rf"{_BE} (?:not|never)(?: yet)? (?:ready|prepared|willing|going|open|able|about)(?: to)?",
    rf"{_BE} unwilling to|not (?:ready|willing|prepared) to",
    rf"{_BE} not (?:to|prepared|ready)",
    r"refus(?:e|es|ed|ing) to(?: consider)?",
    r"refus(?:e|es|ed|ing)",
    r"refusals? to|unwillingness to|reluctance to|opposition to|objects? to|objected to",
    r"resist(?:s|ed|ing)?|boycott(?:s|ed|ing)?|forb(?:id|ids|ade)|stay(?:s|ed)? away from",
    r"declin(?:e|es|ed|ing)(?: to)?|(?:will|would) not hear of",
    r"reject(?:s|ed|ing)?",
    r"rul(?:e|es|ed|ing) out(?: any)?",
    r"(?:vow|pledge|swear|promise|agree|decide|resolve|threaten|undertake|vote|opt)(?:s|d|ed)?"
    r" (?:\S+ ){0,4}?not to|chose not to|chosen not to",
    r"(?:can|could) (?:hardly|scarcely|in no way)",
    r"vowed never to|sworn not to|swore not to",
    r"(?:has|have|had) no (?:intention|interest|plans?|wish|desire) (?:of|in|to)",
    r"(?:sees?|saw) (?:no|little) (?:point|use|reason|need|sense) (?:in|for|to)",
    r"(?:withhold|withhold|block|postpone|suspend|delay|freeze|veto)(?:s|ed|d|ing)?",
    r"(?:withheld|froze|frozen|put off|held back|holds? back|holding back|held up|holds? up)",
    r"(?:oppose|exclude|bar)(?:s|d|red)?|balk(?:s|ed)? at|baulk(?:s|ed)? at",
)
DOUBLE = pattern(
    r"(?:will|would|shall|do|does|did|could|can|is|are|was|were) (?:not|never)"
    r" (?:refuse|reject|oppose|rule out|exclude|object to|decline|block|veto"
    r"|stand in the way of|(?:be )?(?:opposed|averse|unwilling|hostile|against))(?: to)?",
    r"(?:won't|wouldn't|doesn't|don't|didn't|isn't|wasn't) (?:refuse|reject|oppose|rule out"
    r"|exclude|object to|decline|block|veto|(?:be )?(?:opposed|averse|unwilling))(?: to)?",
    r"(?:refus|declin)(?:e|es|ed) to (?:rule out|exclude|reject)",
)
"""Two negations: "would not refuse to" is an offer."""

OFFERS = pattern(
    rf"(?:will|would|shall|'ll){_ADV}(?: be (?:ready|prepared|willing|open|able)(?: to)?)?",
    rf"(?:can|could|may|might){_ADV}",
    rf"{_BE}{_ADV} welcome",
    rf"{_BE}{_ADV} (?:ready|prepared|willing|set|free|happy|inclined|open|bound)(?: to| for)?",
    r"(?:offer|agree|promise|pledge|vow|undertake|propose|consent|threaten|plan|intend)"
    r"(?:s|d|ed)? to",
    r"(?:offered|agreed|promised|pledged|vowed|threatened) (?:on|last|this|earlier) \w+ to",
    r"(?:is|are|was|were) to|(?:ready|willing|prepared) to",
    r"(?:undertook|volunteered|has offered|have offered|had offered) to",
    r"(?:offer|accept|welcome|back|propose|declare|promise|grant|allow|approve|support)"
    r"(?:s|d|ed)?|lets?|put up|puts up",
    r"(?:has|have|had) (?:accepted|agreed|offered|promised|declared)(?: to)?",
    r"not (?:unwilling|opposed|averse) to",
    r"(?:readiness|willingness|offer|promise|pledge|agreement) to",
    r"(?:has |have |had )?(?:signalled|signaled|indicated|expressed|voiced)"
    r"(?: its| their| his)? (?:readiness|willingness) to",
    r"(?:has|have|had|with|sees?|saw) no objections? to|raise[sd]? no objections? to",
    r"go(?:es)? along with|went along with|sa(?:y|ys|id) yes to",
)
NO_LONGER = pattern(
    r"no longer (?:insist|demand|require|make|see|ask|want|set|treat|refus|reject|rul)\w*",
    r"(?:has |have |had )?(?:dropped|abandoned|withdrawn|given up|gave up|lifted|waived"
    r"|relaxed|shelved) (?:its|his|her|their|the|a|an|all|that|this|earlier)",
    r"(?:stopped|ceased) (?:making|asking|demanding|insisting|requiring)",
    r"not (?:make|made|making) \w+ (?:a|any) (?:pre)?condition",
    r"(?:demands?|(?:pre)?conditions?|insistence) (?:\S+ ){0,14}?(?:has|have|had|was|were)"
    r" (?:been )?(?:dropped|abandoned|withdrawn|waived|shelved)",
)
DENIALS = pattern(
    r"den(?:y|ies|ied)",
    r"(?:is|are|was|were) not (?:asking|demanding|insisting|making|setting|calling)",
    r"(?:has|have|had) never (?:said|set|made|asked|demanded|insisted|linked|tied|refused"
    r"|rejected|threatened|offered|promised|ruled)",
    r"never (?:said|set|made|asked|demanded|insisted|linked|tied)",
    r"(?:did|does|do) not (?:insist|demand|make|ask|require)",
    r"no one had heard|(?:is|was) not a (?:pre)?condition|untrue|false",
)
GUESSES = pattern(
    r"(?:may|might|could|can) (?:\w+ )?(?:regard|view|see|read|interpret|suppose|assume|think"
    r"|fear|feel|hope|expect|reckon|judge|sense|calculate|conclude|take|believe|suspect|say|imagine)",
    r"(?:may|might|could|can) be (?:regarded|viewed|seen|read|interpreted|understood|taken)",
    r"in \S+ (?:'s|') (?:shoes|place)",
    r"imagine|suppose|fears? that|feared that|worr(?:y|ies|ied) that|if \w+ were to",
)
HEDGES = pattern(
    r"may|might|could|perhaps|possibly|hint(?:s|ed)?|is understood to|seem(?:s|ed)?",
    r"appear(?:s|ed)?|(?:does|did) not rule out|signal(?:s|led|ed)?|reportedly|said to",
)
OUTCOMES = pattern(
    r"(?:comment|say|speculate|elaborate|know|sleep|wait|face|lapse|split|expire|lose|suffer)",
    r"(?:collapse|fail|lead to|pave|unravel|spread|run out|go hungry|go under)",
    r"(?:feel|think|need|struggle|believe|regret|notice|remember|dry up|backfire|falter)",
    r"remain (?:fragile|weak|unstable|tense|poor|in doubt|at risk|dangerous|shaky)",
    r"gain|benefit|fade|be (?:hit|embarrassed|tempted|isolated|stranded)",
    r"be (?:stronger|weaker|harder|easier|worse|better|hungry|lost|forced|obliged|doomed)",
    r"(?:work|succeed|win|survive|heal|flee|starve|die|recover|bleed|prevail|escape)",
    r"(?:end|expire|lapse|begin|start) (?:at|on|in|by|next|this)",
    r"be (?:the|a|an)|double|treble|halve|rise|fall|multiply",
    r"be (?:over|won|enough|safe|easy|possible)|end soon|last (?:long|unless|without)",
)
EFFECTS = pattern(
    r"(?:embolden|encourage|discourage|prolong|shorten|deepen|worsen|raise|lower|reduce|weaken)\w*",
    r"(?:strengthen|undermine|deter|provoke|invite|cause|lead|led|help|hurt|harm|complicate)\w*",
    r"(?:collapse|fail|lose|lost|spread|drag|grow|become|suffer|drift|increase|decrease)\w*",
    r"have no",
    r"be (?:emboldened|weakened|strengthened|harder|easier|lost|prolonged)",
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A commitment or a refusal in a clause.

    Parameters
    ----------
    span : the words that carry it; the action follows them.
    refuses : whether it is a refusal.
    """

    span: Span
    refuses: bool


def cues(view: View, span: Span) -> Iterator[Cue]:
    """Which commitments and refusals stand in this stretch, left to right?"""
    taken: set[int] = set()
    found: list[Cue] = []
    for words, refuses in ((DOUBLE, False), (REFUSALS, True), (OFFERS, False)):
        free = [s for s in view.find(words, span) if taken.isdisjoint(range(s.first, s.last))]
        taken.update(place for s in free for place in range(s.first, s.last))
        found += [Cue(s, refuses) for s in free]
    yield from sorted(found, key=lambda cue: cue.span.first)
