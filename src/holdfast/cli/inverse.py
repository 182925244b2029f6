"""The verb that asks backwards: not what is stable, but what would have to be preferred."""

from typing import Annotated

import typer

from holdfast.cli.options import (
    CaseArgument,
    DrawsOption,
    JsonOption,
    SeedOption,
    VariantOption,
    drawn,
)

StateOption = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        metavar="N|ISSUE=OPTION,...",
        help="A state, by its number or by one option for every issue; repeat for more.",
    ),
]
ConceptOption = Annotated[
    str, typer.Option("--concept", help="One of nash, gmr, smr, seq, sseq; nash by default.")
]
ActorOption = Annotated[
    list[str] | None,
    typer.Option("--actor", help="For whom; repeat for more. All who decide by default."),
]
StableOption = Annotated[
    bool, typer.Option("--stable/--unstable", help="Which of the two it is to be.")
]
AgainstOption = Annotated[
    list[str] | None,
    typer.Option("--against", help="A state that is to come out the other way; repeatable."),
]


def inverse(
    case: CaseArgument,
    state: StateOption = None,
    concept: ConceptOption = "nash",
    actor: ActorOption = None,
    stable: StableOption = True,
    against: AgainstOption = None,
    variant: VariantOption = "",
    json: JsonOption = False,
    seed: SeedOption = None,
    draws: DrawsOption = None,
) -> None:
    """Show what would have to be preferred for a state to be stable, and the smallest change.

    Example: holdfast inverse syria-iraq-1975 --state 1 --concept seq
    """
    from holdfast.casefile.catalogue import open_case
    from holdfast.report.terminal import print_inverse, print_json
    from holdfast.study.inverse import Inquiry
    from holdfast.study.inverse import inverse as answer

    ensemble = drawn(open_case(case, variant), draws, seed)
    asked = Inquiry(
        tuple(state or ()), tuple(against or ()), concept, tuple(actor or ()), stable
    )
    found = answer(ensemble, asked)
    if json:
        print_json(found.to_dict())
    else:
        print_inverse(ensemble.conflict, found)
