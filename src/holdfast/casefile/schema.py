"""The whole case file as pydantic models: every key it may hold, and nothing else."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from holdfast.casefile.fields import (
    Citations,
    Day,
    Days,
    Discount,
    Kilometres,
    Lean,
    MoneyAYear,
    Name,
    People,
    Probability,
    QuantityIn,
    Quarterly,
    Quote,
    Section,
    Share,
    Sourced,
    Strength,
    Words,
    YearOrDay,
    Years,
    shown,
    wrong,
)
from holdfast.casefile.schema_asks import AskIn
from holdfast.casefile.schema_instruments import InstrumentIn
from holdfast.casefile.schema_people import AfterChallengeIn, SupporterIn
from holdfast.casefile.schema_sequence import SequenceIn

Text = Words

MOST_ACTORS, MOST_SOURCES, MOST_VARIANTS, MOST_CHANGES = 200, 1000, 50, 200
"""Most entries of their kind: each variant builds the case anew, and names are compared."""

MOST_MOVES = 5000
"""Most listed moves: each is tried on every state."""

GRADE_PATTERN = r"^[A-F][1-6]$"
"""The admiralty grade: who says it, A to F, and how well it is confirmed, 1 to 6."""


class SourceIn(Section):
    """Something published, declared once."""

    title: Words
    publisher: Words
    kind: Literal[
        "primary", "news", "survey", "dataset", "paper", "book", "report", "reference"
    ]
    published: Day
    url: Words | None = None
    identifier: Words | None = None
    archived: Words | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if self.url is None and self.identifier is None:
            raise wrong("HF202", "a source nobody can look up", expected="url or identifier")
        return self


class ReplicationIn(Section):
    """A published analysis whose coding the case re-enters."""

    ref: Annotated[Words, Field(max_length=80)]
    published: YearOrDay
    says: Words


class ActorIn(Section):
    """A party."""

    name: Words
    kind: Literal[
        "state",
        "coalition",
        "organisation",
        "government",
        "armed-group",
        "company",
        "community",
        "person-in-office",
    ]
    note: Words | None = None


class IssueIn(Section):
    """A question with options and who decides it."""

    question: Words
    options: Annotated[dict[Name, Words], Field(min_length=2, max_length=64)]
    decided_by: list[Name]
    barred: list[Words] = []


class MoveIn(Section):
    """A move beside the changes of issues by those who decide them."""

    made_by: Annotated[list[Name], Field(min_length=1)]
    to: Annotated[dict[Name, Name], Field(min_length=1)]
    when: Words | None = None


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


Tier = Annotated[
    list[Text], Field(min_length=1), BeforeValidator(_as_list, json_schema_input_type=Any)
]

Pair = Annotated[list[Text], Field(min_length=2, max_length=2)]
OneOrTwo = Annotated[
    list[Text],
    Field(min_length=1, max_length=2),
    BeforeValidator(_as_list, json_schema_input_type=Any),
]
"""One condition, or two: a state of the first against a state of the second."""


class PreferencesIn(Sourced):
    """How one actor orders the states, in one of three ways."""

    priorities: Annotated[list[Text], Field(min_length=1)] | None = None
    ranking: Annotated[list[Tier], Field(min_length=1)] | None = None
    from_: Annotated[Literal["contest"] | None, Field(alias="from")] = None
    unknown: list[Pair] = []
    much_worse: list[OneOrTwo] = []
    stakes: dict[Name, Share] = {}

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = [way for way in (self.priorities, self.ranking, self.from_) if way is not None]
        if len(given) != 1:
            what = "preferences are given in exactly one way"
            raise wrong("HF202", what, expected="one of priorities, ranking, from: contest")
        if self.source is None and self.by is None:
            what = "preferences without source or judge"
            raise wrong("HF206", what, expected="source: id, or basis: judgement with by: who")
        return self


class ThoughtIn(Sourced):
    """What one actor takes another's order of the states to be."""

    priorities: Annotated[list[Text], Field(min_length=1)] | None = None
    ranking: Annotated[list[Tier], Field(min_length=1)] | None = None
    unknown: list[Pair] = []

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.priorities is None) == (self.ranking is None):
            what = "what another wants is given in exactly one way"
            raise wrong("HF202", what, expected="priorities or ranking")
        if self.source is None and self.by is None:
            what = "a belief without source or judge"
            raise wrong("HF206", what, expected="source: id, or basis: judgement with by: who")
        return self


class BeliefIn(Section):
    """How one actor misreads the conflict."""

    unseen: list[Text] = []
    thinks: dict[Name, ThoughtIn] = {}

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.unseen and not self.thinks:
            raise wrong("HF202", "a belief that says nothing", expected="unseen or thinks")
        return self


class SidesIn(Section):
    """One share for each side."""

    challenger: Share
    target: Share


class PreconditionIn(Sourced):
    """What a side asks for before it talks; `by` is the actor who asks."""

    by: Name
    asks: Words
    met_at: Strength
    audience_cost: Share
    clarity: Probability | None = None


class ContestIn(Section):
    """The war and the bargain about it."""

    challenger: Name
    target: Name
    began: Day | None = None
    power: Probability
    line: Share
    cost_per_month: SidesIn
    patience: Discount
    decided: Quarterly | None = None
    shift_in_peace: Quarterly
    first_strike: Probability
    red_lines: SidesIn
    bargaining_weight: Share | None = None
    fait_accompli: Days | None = None
    precondition: PreconditionIn | None = None
    trust: Annotated[dict[Words, Probability], Field(min_length=1)]
    settled_when: Text | None = None
    conduct: dict[Words, QuantityIn] = {}


class GuarantorChoiceIn(Section):
    """What decides whether the guarantors act."""

    stake: Share
    cost: Share
    abandonment: Share
    automatic: Probability


class GuaranteeIn(Section):
    """One package of promises."""

    title: Words
    protects: Name
    against: Name
    given_by: Annotated[list[Name], Field(min_length=1)]
    in_force_when: Text | None = None
    broken_by: Text | None = None
    response: Words
    judged_by: Name | None = None
    response_time: Days | None = None
    kept_with: Probability | None = None
    guarantor_choice: GuarantorChoiceIn | None = None
    force: Probability | None = None
    cost_imposed: Share | None = None
    half_life: Years | None = None
    lapses: Day | None = None
    troops: People | None = None
    cost_per_year: MoneyAYear | None = None
    stands_after: Days | None = None
    source: Citations | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _one_reckoning(self) -> Self:
        if (self.kept_with is None) == (self.guarantor_choice is None):
            what = "a guarantee says how surely it is kept in exactly one way"
            raise wrong("HF202", what, expected="kept_with or guarantor_choice")
        return self


class MonitorIn(Section):
    """Who watches."""

    title: Words
    line_length: Kilometres | None = None
    detects: Probability | None = None
    false_alarm: Probability | None = None


class OppositionIn(Section):
    """What a public is against."""

    what: Words
    share: Share


class AudienceIn(Section):
    """A public that holds an actor to account."""

    title: Words
    holds_to_account: Name
    opposes: list[OppositionIn] = []


class MediatorIn(Section):
    """Who carries messages."""

    name: Words | None = None
    talks_to: Annotated[list[Name], Field(min_length=1)]
    leans: Lean | None = None
    can_trade: dict[Name, list[Name]] = {}


class EvidenceIn(Section):
    """One item of evidence."""

    id: Name
    date: Day
    source: Name
    says: Words
    bears_on: Annotated[list[Words], Field(min_length=1)]
    grade: Annotated[str, Field(pattern=GRADE_PATTERN)]
    coded_by: Words
    checked_by: Words | None = None
    quote: Quote | None = None
    at: Words | None = None


class ReferenceClassIn(Section):
    """Which past cases this one is compared with."""

    dataset: Words
    where: Words
    outcome: Words


class HistoryIn(Section):
    """What the past is asked."""

    reference_class: ReferenceClassIn


class VariantIn(Section):
    """Named differences from the case."""

    title: Words
    change: Annotated[dict[Words, Any], Field(min_length=1, max_length=MOST_CHANGES)]


def _format_one(value: object) -> object:
    if type(value) is not int or value != 1:  # True equals 1, and so does 1.0
        raise wrong("HF203", f"{shown(value)} is no format of case files", expected="1")
    return value


class CaseFile(Section):
    """One conflict at one date."""

    holdfast: Annotated[
        Literal[1], BeforeValidator(_format_one, json_schema_input_type=Literal[1])
    ]
    id: Name
    title: Words
    as_of: Day
    summary: Words
    replicates: list[ReplicationIn] = []
    sources: Annotated[dict[Name, SourceIn], Field(max_length=MOST_SOURCES)] = {}
    actors: Annotated[dict[Name, ActorIn], Field(min_length=1, max_length=MOST_ACTORS)]
    issues: dict[Name, IssueIn] = {}
    impossible: list[Text] = []
    same: list[Text] = []
    moves: Annotated[list[MoveIn], Field(max_length=MOST_MOVES)] = []
    start: dict[Name, Name] = {}
    preferences: dict[Name, PreferencesIn] = {}
    beliefs: dict[Name, BeliefIn] = {}
    contest: ContestIn | None = None
    supporters: dict[Name, SupporterIn] = {}
    after_challenge: AfterChallengeIn | None = None
    guarantees: dict[Name, GuaranteeIn] = {}
    instruments: dict[Name, InstrumentIn] = {}
    sequence: SequenceIn | None = None
    monitors: dict[Name, MonitorIn] = {}
    audiences: dict[Name, AudienceIn] = {}
    mediators: dict[Name, MediatorIn] = {}
    evidence: list[EvidenceIn] = []
    history: HistoryIn | None = None
    variants: Annotated[dict[Name, VariantIn], Field(max_length=MOST_VARIANTS)] = {}
    ask: list[AskIn] = []

    @model_validator(mode="after")
    def _a_lens(self) -> Self:
        if not self.issues and self.contest is None:
            expected = "issues: with start: and preferences:, or contest:"
            raise wrong("HF202", "a case needs issues or a contest", expected=expected)
        return self
