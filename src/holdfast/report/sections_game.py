"""What a report says of the commitment game as such: how far its numbers are solutions."""

from collections.abc import Iterator, Mapping

from holdfast.core.likelihood import two_digits
from holdfast.report.answers import mapping, real
from holdfast.report.phrases import share_of_draws

_FEW = 0.005  # a share of draws below which nothing is said


def solution_sentences(packages: Mapping[str, object]) -> Iterator[str]:
    """How far can the game's numbers be trusted? Nothing for closed forms."""
    for package in packages.values():
        found = mapping(package)
        if "solution" not in found:
            continue
        codes = mapping(found["solution"])
        error = mapping(codes["grid_error"])
        yield (
            f"'{found['title']}': solved on the {codes['grid']} grid, {codes['horizon']} "
            "quarters ahead; gains differ from the published grid by "
            f"{two_digits(real(error['median']))} in the middle and "
            f"{two_digits(real(error['most']))} at most of {error['draws']} draws. "
            f"{_settled(codes)}{_several(found, codes)}"
        )


def _settled(codes: Mapping[str, object]) -> str:
    share = real(codes["settled_share"])
    if share > 1.0 - _FEW:
        return "The worth of war had settled in all draws."
    return (
        f"In {share_of_draws(1.0 - share)} of draws the worth of war had not settled when the "
        "recursion ended: it hit the horizon."
    )


def _several(found: Mapping[str, object], codes: Mapping[str, object]) -> str:
    told = []
    if (ends := real(codes["several_ends_share"])) > _FEW:
        told.append(
            f"In {share_of_draws(ends)} of draws the guarantors could as well all honour; "
            "the answer takes the lower end."
        )
    if (stretches := real(found["several_intervals_share"])) > _FEW:
        told.append(
            f"In {share_of_draws(stretches)} of draws the window has several stretches."
        )
    return "".join(f" {words}" for words in told)
