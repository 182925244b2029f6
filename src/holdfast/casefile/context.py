"""What building a conflict needs at every step: the file, its places, what is wrong so far."""

from dataclasses import dataclass, field
from datetime import date

from holdfast.casefile.explain import MOST_PROBLEMS
from holdfast.casefile.fields import CitationIn, QuantityIn, hint, shown
from holdfast.casefile.grammar import ConditionError, parse_condition
from holdfast.casefile.schema import CaseFile
from holdfast.casefile.tree import Path, Tree
from holdfast.casefile.variants import in_variant
from holdfast.conflict.conditions import Condition, comparisons
from holdfast.conflict.evidence import MACHINE
from holdfast.core.errors import HoldfastError, Problem
from holdfast.core.quantity import Quantity
from holdfast.core.sources import Citation
from holdfast.history.classes import ReferenceClass, reference_classes

PAST = "history-"
"""How the id begins under which a reference class is cited in a case."""


def history_source(class_id: str) -> str:
    """Under which id is a reference class cited in a case?"""
    return f"{PAST}{class_id}"


@dataclass(slots=True)
class Context:
    """One file being built into a conflict.

    Parameters
    ----------
    tree : places.
    case : the validated file.
    variant : the variant that is applied; empty for none.
    problems : what was found wrong, in order of finding.
    quantities : every quantity met, by name.
    classes : every reference class that a quantity comes from, by id.
    """

    tree: Tree
    case: CaseFile
    variant: str = ""
    problems: list[Problem] = field(default_factory=list)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    classes: dict[str, ReferenceClass] = field(default_factory=dict)

    def report(
        self, code: str, path: Path, what: str, expected: str = "", remedy: str = ""
    ) -> None:
        """Note that something is wrong at this path; stop where it is enough for one answer."""
        problem = Problem(code, what, self.tree.place(path), expected, remedy)
        self.problems.append(in_variant(problem, self.variant))
        if len(self.problems) == MOST_PROBLEMS:
            raise HoldfastError(*self.problems)

    def known(self, name: str, names: list[str], path: Path, kind: str) -> bool:
        """Whether the name is declared; if not, that is noted with the nearest one."""
        if name in names:
            return True
        known = hint(name, names) if names else {"expected": "one that the file declares"}
        self.report("HF301", path, f"no {kind} is called {shown(name)}", **known)
        return False

    def actor(self, name: str, path: Path) -> str:
        """Give the actor's id back, noting it when no actor has it."""
        self.known(name, list(self.case.actors), path, "actor")
        return name

    def condition(self, text: str, path: Path) -> Condition | None:
        """Parse a condition and check its names; nothing when either fails."""
        try:
            condition = parse_condition(text)
        except ConditionError as error:
            what = f"in {shown(text, 200)} at character {error.offset + 1}: {error}"
            expected = "issue = option, !=, and, or, not, ( )"
            self.report("HF302", path, what, expected)
            return None
        found = [
            self._names_exist(part.issue, part.option, path) for part in comparisons(condition)
        ]
        return condition if all(found) else None

    def conditions(self, texts: list[str], path: Path) -> tuple[Condition, ...]:
        """Parse a list of conditions; those that fail are noted and left out."""
        parsed = [self.condition(text, (*path, place)) for place, text in enumerate(texts)]
        return tuple(condition for condition in parsed if condition is not None)

    def citations(self, given: list[CitationIn] | None, path: Path) -> tuple[Citation, ...]:
        """Check the citations and freeze them."""
        for citation in given or []:
            self.known(citation.ref, list(self.case.sources), (*path, "source"), "source")
        return tuple(
            Citation(
                ref=citation.ref,
                at=citation.at or "",
                says=citation.says or "",
                quote=citation.quote or "",
                value=citation.value.value if citation.value else None,
                unit=citation.value.unit if citation.value else "",
            )
            for citation in given or []
        )

    def quantity(self, given: QuantityIn, path: Path) -> Quantity:
        """Freeze a quantity and remember it by its dotted name."""
        if given.coded_by == MACHINE and given.checked_by is None:
            what = "a machine coded this number and nobody has checked it"
            self.report("HF307", path, what, "checked_by: the person who checked it")
        quantity = self.assumed(given, path)
        self.quantities[quantity.name] = quantity
        return quantity

    def assumed(self, given: QuantityIn, path: Path) -> Quantity:
        """Freeze a quantity that is not of the case's own, and so is not counted among them."""
        low, likely, high = given.range
        past = self.from_history(given, path)
        return Quantity(
            name=".".join(str(part) for part in path),
            unit=given.unit,
            low=low,
            likely=likely,
            high=high,
            interval=float(given.interval.rstrip("%")) / 100.0,
            shape=given.shape,
            basis="dataset" if past else given.basis or "",
            by=self._judge(given),
            sources=past or self.citations(given.source, path),
            note=given.note or "",
            stream=self._stream(path),
            place=self.tree.place(path),
        )

    def from_history(self, given: QuantityIn, path: Path) -> tuple[Citation, ...]:
        """Cite the reference class that a quantity comes from; nothing where it has none."""
        if given.class_ is None:
            return ()
        past = reference_classes()[given.class_]
        if past.until > self.case.as_of.year:
            later = f"the class {past.id} counts up to {past.until}"
            self.report("HF303", path, later, f"cases up to {self.case.as_of.year}")
        self.classes[past.id] = past
        says = f"{past.words}: {past.basis}"
        if past.within:
            says += f", drawn towards {past.within} as if by {past.weight:.0f} cases more"
        return (Citation(ref=history_source(past.id), at=past.id, says=says),)

    def optional(self, given: QuantityIn | None, path: Path) -> Quantity | None:
        """Freeze a quantity where there is one."""
        return None if given is None else self.quantity(given, path)

    def not_after(self, day: date, path: Path, what: str) -> None:
        """Hold the wall: nothing later than the case's date is cited."""
        if day > self.case.as_of:
            later = f"{what} {day}, after the case's as_of {self.case.as_of}"
            self.report("HF303", path, later, "a day up to as_of", "remove it or move as_of")

    def _names_exist(self, issue: str, option: str, path: Path) -> bool:
        if not self.known(issue, list(self.case.issues), path, "issue"):
            return False
        options = list(self.case.issues[issue].options)
        return self.known(option, options, path, f"option of {issue}")

    def _judge(self, given: QuantityIn) -> str:
        if given.by is None:
            return ""
        return f"{given.by} on {given.on}" if given.on else given.by

    def _stream(self, path: Path) -> str:
        """Name the random stream by roles, so that renaming a party changes no draw."""
        contest = self.case.contest
        if contest is None:
            return ".".join(str(part) for part in path)
        taken = self.case.actors.keys() | self.case.issues.keys()
        roles = {name: f"named {name}" for name in taken & {"challenger", "target"}}
        roles |= {contest.challenger: "challenger", contest.target: "target"}
        words = (
            " ".join(roles.get(word, word) for word in str(part).split(" ")) for part in path
        )
        return ".".join(words)
