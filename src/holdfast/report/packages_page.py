"""One page that sets packages side by side by what a planner asks of each."""

from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.report.answers import listing, mapping
from holdfast.report.document import setting
from holdfast.report.onepage import OnePage
from holdfast.report.packages import frontier_sentence, search_sentence
from holdfast.report.sections_packages import glance_table, packages_sentences

_FEW = 12  # packages beside whose rows the sheet has room for more than a sentence


def packages_page(conflict: Conflict, found: Finding) -> OnePage:
    """Who comes, does it hold, what does it cost, who could deliver it, what breaks first?

    Parameters
    ----------
    conflict : the case.
    found : the comparison of packages, or what a search found.
    """
    told: tuple[str, ...] = (frontier_sentence(found.answer),)
    packages = [mapping(one) for one in listing(found.answer["packages"])]
    if len(packages) <= _FEW:
        told = tuple(packages_sentences(conflict, found.answer))
    return OnePage(
        title=conflict.title,
        setting=setting(conflict, {"packages": found}),
        question=found.question,
        answer=(*search_sentence(found.answer), *told),
        table=glance_table(conflict, packages),
        notes=(
            "No package is put forward: what one side gains by it stands beside what the other "
            f"does. {found.caveats[0]}",
        ),
    )
