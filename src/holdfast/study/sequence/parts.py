"""The parts that a plan's steps are cut into, and what each of them waits for."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.casefile.schema_sequence import MOST_TRANCHES
from holdfast.conflict.sequence import Plan, Step
from holdfast.core.errors import bad_input


@dataclass(frozen=True, slots=True)
class Part:
    """One of the equal parts of a step.

    Parameters
    ----------
    step : the step.
    number, of : which part, from 1, of how many.
    """

    step: Step
    number: int
    of: int

    @property
    def name(self) -> str:
        """What it is called: the step's id, with the number where there are several."""
        return self.step.id if self.of == 1 else f"{self.step.id} {self.number}/{self.of}"


@dataclass(frozen=True, slots=True)
class Parts:
    """A plan, cut.

    Parameters
    ----------
    plan : the plan.
    parts : steps in the order of the plan, the parts of one after the other.
    before : for each part the parts that must be done first, as bits.
    """

    plan: Plan
    parts: tuple[Part, ...]
    before: tuple[int, ...]

    @property
    def whole(self) -> int:
        """All parts done, as bits."""
        return (1 << len(self.parts)) - 1

    def of_step(self, step: str) -> int:
        """The parts of this step, as bits."""
        return sum(1 << at for at, part in enumerate(self.parts) if part.step.id == step)


def cut(plan: Plan, tranches: Mapping[str, int]) -> Parts:
    """Which parts have the steps, and what does each wait for?

    A part waits for the part before it; the first one for all of what its step waits for.

    Parameters
    ----------
    plan : the steps.
    tranches : into how many equal parts steps are cut, by id, instead of what the plan says.

    Raises
    ------
    HoldfastError
        HF453 where a step cannot be cut like that.
    """
    _check(plan, tranches)
    parts = tuple(
        Part(step, number, count)
        for step in plan.steps
        for count in (tranches.get(step.id, step.tranches),)
        for number in range(1, count + 1)
    )
    loose = Parts(plan, parts, ())
    before = tuple(
        sum(loose.of_step(name) for name in part.step.after)
        if part.number == 1
        else 1 << (at - 1)
        for at, part in enumerate(parts)
    )
    return Parts(plan, parts, before)


def _check(plan: Plan, tranches: Mapping[str, int]) -> None:
    steps = {step.id: step for step in plan.steps}
    for name, count in tranches.items():
        if name not in steps:
            expected = f"one of {', '.join(steps)}"
            raise bad_input("HF453", f"no step is called '{name}'", expected=expected)
        if not 1 <= count <= MOST_TRANCHES:
            expected = f"1 to {MOST_TRANCHES} parts"
            raise bad_input("HF453", f"{name} in {count} parts", expected=expected)
        if steps[name].stops_fighting and count > 1:
            what = f"{name} stops the fighting and cannot be cut"
            raise bad_input("HF453", what, expected="another step")
