"""One page that sets packages side by side by what a planner asks of each."""

from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.report.answers import listing, mapping
from holdfast.report.document import setting
from holdfast.report.onepage import OnePage
from holdfast.report.packages import search_sentence
from holdfast.report.sections_packages import glance_table, packages_sentences


def packages_page(conflict: Conflict, found: Finding) -> OnePage:
    """Who comes, does it hold, what does it cost, who could deliver it, what breaks first?

    Parameters
    ----------
    conflict : the case.
    found : the comparison of packages, or what a search found.
    """
    packages = [mapping(one) for one in listing(found.answer["packages"])]
    return OnePage(
        title=conflict.title,
        setting=setting(conflict, {"packages": found}),
        question=found.question,
        answer=(
            *search_sentence(found.answer),
            *packages_sentences(conflict, found.answer),
        ),
        table=glance_table(conflict, packages),
        notes=(
            "Shares are of draws over the ranges of the case; a chance is the mean over the "
            "draws, give or take its sampling error. Cost is of the instruments, with the "
            "rotation of forces, median and 5th to 95th percentile; where a package of the "
            "case does not say what it costs, it is not stated.",
            "No package is put forward: what one side gains by it stands beside what the other "
            f"does. {found.caveats[0]}",
        ),
    )
