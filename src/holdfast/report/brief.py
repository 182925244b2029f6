"""The brief: what decides it first, then who would come, the window, keeping, confidence."""

from collections.abc import Iterator, Mapping

from holdfast.casefile.advice import evidence_split
from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.core.likelihood import two_digits
from holdfast.core.quantity import NEED_JUDGE
from holdfast.report.answers import listing, mapping, real
from holdfast.report.brief_article import article_sentences
from holdfast.report.brief_packages import package_sentences, shared_sentences
from holdfast.report.labels import label
from holdfast.report.numbers import Brief, Number, Part, Sentence, brief_of
from holdfast.report.past import brief_of_the_past
from holdfast.report.phrases import listed

DECISIVE = 3
"""How many inputs are named as decisive."""


def brief(conflict: Conflict, findings: Mapping[str, Finding]) -> Brief:
    """What do the findings say, in a paragraph or three?

    Parameters
    ----------
    conflict : the case.
    findings : by name, from `holdfast.study.assess`.
    """
    paragraphs: list[list[Sentence]] = []
    if "reading" in findings:
        paragraphs.append(list(article_sentences(conflict, findings)))
    if "window" in findings:
        paragraphs.append(
            [*_decisive(conflict, findings), *shared_sentences(conflict, findings)]
        )
        paragraphs.extend(
            list(package_sentences(conflict, findings, guarantee))
            for guarantee in conflict.packages
        )
    if "past" in findings and "window" in findings:
        paragraphs.append(list(brief_of_the_past(conflict, findings)))
    if "stability" in findings:
        paragraphs.append(list(_stability(findings)))
    paragraphs.append([_confidence(conflict, contest="window" in findings)])
    return brief_of(paragraphs)


def decisive(findings: Mapping[str, Finding]) -> list[str]:
    """Which inputs move the open window most, over all packages? Names, widest first."""
    spans: dict[str, float] = {}
    for package in mapping(findings["hinges"].answer["packages"]).values():
        for bar in listing(mapping(package)["bars"]):
            found = mapping(bar)
            name = str(found["input"])
            spans[name] = spans.get(name, 0.0) + abs(
                real(found["at_high"]) - real(found["at_low"])
            )
    return sorted(spans, key=lambda name: (-spans[name], name))


def _decisive(conflict: Conflict, findings: Mapping[str, Finding]) -> Iterator[Sentence]:
    names = decisive(findings)[:DECISIVE]
    if names:
        words = listed([label(conflict, name) for name in names])
        yield Sentence((f"What the answer hangs on most: {words}.",))
    flips = list(_flips(conflict, findings, names))
    if flips:
        opening = "One input alone turns a window from mostly closed to mostly open, or back: "
        yield Sentence((opening, *flips[:-1], "."))
    elif not names:
        yield Sentence(("No single input stands out from chance in deciding the answer.",))
    else:
        yield Sentence(("No single input within its range flips the window of any package.",))


def _flips(
    conflict: Conflict, findings: Mapping[str, Finding], names: list[str]
) -> Iterator[Part]:
    """Where each of these inputs first flips a package; every clause ends in its separator."""
    packages = mapping(findings["hinges"].answer["packages"])
    for name in names:
        for guarantee in conflict.packages:
            bars = [mapping(bar) for bar in listing(mapping(packages[guarantee.id])["bars"])]
            place = next((at for at, bar in enumerate(bars) if bar["input"] == name), -1)
            if place < 0 or not listing(bars[place]["flips_at"]):
                continue
            value = real(listing(bars[place]["flips_at"])[0])
            path = ("packages", guarantee.id, "bars", place, "flips_at", 0)
            text = f"{two_digits(value)} ({bars[place]['unit']})"
            yield f"{label(conflict, name)} at "
            yield Number(text, "flip", "hinges", path, guarantee.id)
            yield f" for '{guarantee.title}'"
            yield ", "
            break


def _stability(findings: Mapping[str, Finding]) -> Iterator[Sentence]:
    answer = findings["stability"].answer
    equilibria = mapping(answer["equilibria"])
    states = Number(str(answer["count"]), "states", "stability", ("count",))
    parts: list[Part] = [
        "Of ",
        states,
        " possible states, those that no actor gains by leaving ",
    ]
    parts.append("alone, under the stated preferences, number ")
    for place, (concept, found) in enumerate(equilibria.items()):
        joint = "" if place == 0 else " and " if place == len(equilibria) - 1 else ", "
        many = mapping(answer.get("equilibria_counts", {}))
        key = "equilibria_counts" if many else "equilibria"
        text = str(many[concept] if many else len(listing(found)))
        number = Number(text, "equilibria", "stability", (key, concept))
        parts += [joint, number, f" under {concept}"]
    yield Sentence((*parts, "."))
    start = answer["start"]
    holding = [concept for concept, found in equilibria.items() if start in listing(found)]
    if holding:
        yield Sentence((f"The present state is among them under {listed(holding)}.",))
    else:
        yield Sentence(("The present state is not among them under any of these concepts.",))


def _confidence(conflict: Conflict, *, contest: bool) -> Sentence:
    split = evidence_split(conflict)
    total = len(conflict.quantities)
    if total == 0:
        text = "Confidence rests on the coding of the preferences alone; no quantity enters."
        return Sentence((text,))
    judged = sum(q.basis in NEED_JUDGE for q in conflict.quantities)
    level = "low" if 2 * judged > total else "moderate"
    assumed = Number(str(len(conflict.assumed)), "quantities", "case", ("assumed",))
    one = Number(str(judged), "quantities", "case", ("judged",))
    other = Number(str(total), "quantities", "case", ("total",))
    parts: list[Part] = [f"Confidence is {level}: ", one, " of ", other]
    parts.append(" quantities are judgement or assumption")
    if split["default"]:
        count = Number(str(split["default"]), "quantities", "case", ("default",))
        parts += [", ", count, " of these holdfast's defaults"]
    if contest and conflict.assumed:
        parts += [", and how both sides act rests on ", assumed, " assumptions of holdfast"]
    return Sentence((*parts, "."))
