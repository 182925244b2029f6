"""Numbers in sentences, each with the way back to what it came from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from holdfast.core.finding import Finding


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, and where it came from.

    Parameters
    ----------
    text : as printed, for instance "unlikely (20-45%)" or "0.35".
    kind : key of `holdfast.report.formulas.FORMULAS`.
    finding : name of the finding that holds it.
    path : keys and places that lead to it in the finding's answer.
    package : id of the guarantee it is about, empty where it is about none.
    """

    text: str
    kind: str
    finding: str
    path: tuple[str | int, ...]
    package: str = ""


Part = str | Number


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of text and numbers.

    Parameters
    ----------
    parts : in order; joined without spaces.
    """

    parts: tuple[Part, ...]

    def numbers(self) -> Iterator[Number]:
        """The numbers in the sentence, in order."""
        return (part for part in self.parts if isinstance(part, Number))

    def plain(self) -> str:
        """The sentence as a reader without links sees it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Brief:
    """The paragraph that answers the case.

    Parameters
    ----------
    paragraphs : of sentences.
    numbers : every number once, in order of appearance; its id is its place counted from 1.
    """

    paragraphs: tuple[tuple[Sentence, ...], ...]
    numbers: tuple[Number, ...] = field(default=())

    def id_of(self, number: Number) -> int:
        """Which id has this number?"""
        return self.numbers.index(number) + 1

    def marked(self) -> str:
        """The brief with each number's id in square brackets after it."""
        return "\n\n".join(
            " ".join(self._marked(sentence) for sentence in paragraph)
            for paragraph in self.paragraphs
        )

    def plain(self) -> str:
        """The brief without marks."""
        return "\n\n".join(
            " ".join(sentence.plain() for sentence in paragraph)
            for paragraph in self.paragraphs
        )

    def _marked(self, sentence: Sentence) -> str:
        return "".join(
            part if isinstance(part, str) else f"{part.text} [{self.id_of(part)}]"
            for part in sentence.parts
        )


def brief_of(paragraphs: Iterable[Iterable[Sentence]]) -> Brief:
    """Which brief do these paragraphs make? Empty ones are left out, numbers are counted."""
    kept = tuple(found for paragraph in paragraphs if (found := tuple(paragraph)))
    numbers = dict.fromkeys(n for paragraph in kept for s in paragraph for n in s.numbers())
    return Brief(kept, tuple(numbers))


def value_at(findings: Mapping[str, Finding], number: Number) -> object:
    """What does the finding hold where this number came from?"""
    value: object = findings[number.finding].answer
    for step in number.path:
        assert isinstance(value, Mapping | list | tuple)
        value = value[step]  # type: ignore[index]
    return value
