"""The sentences of the brief about the article that a case was drafted from."""

from collections.abc import Iterator, Mapping

from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import printable
from holdfast.core.finding import Finding
from holdfast.report.answers import listing, mapping, real
from holdfast.report.numbers import Number, Part, Sentence

_MOST_WORDS = 40  # of a quotation


def article_sentences(
    conflict: Conflict, findings: Mapping[str, Finding]
) -> Iterator[Sentence]:
    """What does the article say, how much of the case is its own, and which claims stand up?"""
    answer = findings["reading"].answer
    draft = mapping(answer["draft"])
    yield _asked(conflict, answer, draft)
    yield _defaults(draft)
    if "claims" in findings:
        yield _claims(findings["claims"])


def _asked(
    conflict: Conflict, answer: Mapping[str, object], draft: Mapping[str, object]
) -> Sentence:
    place = draft["asked"]
    if place is None:
        target = conflict.name(str(draft["target"]))
        return Sentence(
            (f"The article states no precondition; {target} is taken as the side that asks.",)
        )
    number = int(real(place))
    found = mapping(listing(answer["preconditions"])[number])
    count = len(listing(found["mentions"]))
    said = Number(
        "once" if count == 1 else f"{count} times",
        "mentions",
        "reading",
        ("preconditions", number, "mentions"),
    )
    words = printable(str(found["quote"])).split()
    told = " ".join(words[:_MOST_WORDS]) + "…" * (len(words) > _MOST_WORDS)
    return Sentence(("The article says ", said, f", in these or other words: “{told}”."))


def _defaults(draft: Mapping[str, object]) -> Sentence:
    defaults = Number(str(draft["defaults"]), "quantities", "case", ("default",))
    total = Number(str(draft["quantities"]), "quantities", "case", ("total",))
    return Sentence(
        (
            "Who is who, what is asked and what is offered was read by rules and checked by "
            "nobody; ",
            defaults,
            " of ",
            total,
            f" numbers are defaults for {draft['reference_class']}, so the shares below tell "
            "of such wars and not yet of this one.",
        )
    )


def _claims(found: Finding) -> Sentence:
    counts = mapping(found.answer["counts"])
    total = sum(int(real(count)) for count in counts.values())
    if total == 0:
        return Sentence(("It makes no causal claim that the reader knows.",))
    number = {
        verdict: Number(str(counts[verdict]), "claims", "claims", ("counts", verdict))
        for verdict in counts
    }
    depend = "depends" if counts["depends"] == 1 else "depend"
    lie = "lies" if counts["outside"] == 1 else "lie"
    felt = Number(str(found.answer["noticeable"]), "claims_felt", "claims", ("noticeable",))
    parts: list[Part] = [
        f"Of its causal claims ({total} in all) the engines support ",
        number["supported"],
        " in sign (in ",
        felt,
        " of these the cause moves the outcome by five points or more) and contradict ",
        number["contradicted"],
        "; ",
        number["depends"],
        f" {depend} on the inputs, and ",
        number["outside"],
        f" {lie} outside what they can express.",
    ]
    return Sentence(tuple(parts))
