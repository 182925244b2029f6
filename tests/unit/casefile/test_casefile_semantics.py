"""What the schema cannot see: conditions, days, starts, states, guarantees (HF302 on)."""

import pytest

from holdfast.casefile.grammar import MOST_COMPARISONS
from holdfast.core.errors import CODES

NUMBER = "{value: 0.2, unit: share, basis: judgement, by: me}"


@pytest.mark.parametrize(
    ("condition", "character", "phrase"),
    [
        ("truce = full and", 17, "ends where an issue should follow"),
        ("truce == full", 8, "an option should stand before '='"),
        ("truce = full pressure = hold", 14, "'pressure' does not fit here"),
        ("truce is full", 7, "'=' or '!=' should stand before 'is'"),
        (
            " or ".join(["truce = full"] * (MOST_COMPARISONS + 1)),
            1601,
            "more than 100 comparisons",
        ),
    ],
)
def test_a_condition_that_cannot_be_parsed(shape, condition, character, phrase):
    broken = shape.swap("  - truce = full and pressure = attack", f"  - {condition}  # HERE")
    problem = broken.problem("HF302")
    assert f"at character {character}: " in str(problem)
    assert phrase in str(problem)
    assert problem.expected == "issue = option, !=, and, or, not, ( )"
    assert len(str(problem)) < 500


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("    published: 2025-03-14", "    published: 2025-04-01", "published on 2025-04-01"),
        ("    date: 2025-03-13", "    date: 2025-04-01", "dated 2025-04-01"),
    ],
)
def test_nothing_is_cited_before_it_was_published(shape, old, new, what):
    problem = shape.swap(old, f"{new}  # HERE").problem("HF303")
    assert what in str(problem)
    assert "after the case's as_of 2025-03-31" in str(problem)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    published: 2025-03-14", "    published: 2025-03-31"),
        ("    date: 2025-03-13", "    date: 2025-03-31"),
        ("    lapses: 2030-01-01", "    lapses: 2099-01-01"),
        ("    on: 2025-03-30", "    on: 2025-06-01"),
    ],
)
def test_the_day_itself_and_days_that_cite_nothing_may_stand(shape, old, new):
    assert shape.swap(old, new).load().id == "river-truce"


def test_moving_the_wall_back_catches_everything_after_it(shape):
    problems = shape.swap("as_of: 2025-03-31", "as_of: 2025-03-12").problems()
    assert [(p.code, p.what.split(",")[0]) for p in problems] == [
        ("HF303", "published on 2025-03-14"),
        ("HF303", "dated 2025-03-13"),
    ]


def test_a_start_that_is_ruled_out(shape):
    broken = shape.swap("start:\n  truce: none", "start:  # HERE\n  truce: full")
    problem = broken.problems()[0]
    assert problem.code == "HF304"
    assert "the start is ruled out by impossible: 'truce = full and pressure = attack'" in str(
        problem
    )
    assert broken.text.split("\n")[problem.place.line - 1] == "start:  # HERE"


def test_a_start_ruled_out_by_the_longest_condition(shape):
    longest = " or ".join(["truce = none"] * MOST_COMPARISONS)
    broken = shape.swap("  - truce = full and pressure = attack", f"  - {longest}")
    problem = broken.problems()[0]
    assert problem.code == "HF304"
    assert len(str(problem)) < 400


def test_a_start_that_leaves_something_out(shape):
    problem = shape.swap("start:\n", "start:  # HERE\n").swap("  arms: flowing\n", "")
    assert "the start leaves out arms" in str(problem.problem("HF304"))


def test_a_guarantee_that_can_never_trigger(shape):
    broken = shape.swap("  reassurance:\n", "  reassurance:  # HERE\n").swap(
        "    in_force_when: backing = force-with-us", "    in_force_when: truce = full"
    )
    problem = broken.problems()[0]
    assert problem.code == "HF305"
    assert "'reassurance' can never trigger: no possible state has both" in str(problem)
    assert "'truce = full' and 'pressure = attack'" in str(problem)
    assert broken.text.split("\n")[problem.place.line - 1].endswith("# HERE")


@pytest.mark.parametrize("key", ["in_force_when", "broken_by"])
def test_a_guarantee_without_its_conditions(shape, key):
    lines = shape.text.split("\n")
    place = next(n for n, line in enumerate(lines) if line.startswith(f"    {key}:"))
    problem = type(shape)("\n".join(lines[:place] + lines[place + 1 :])).problem("HF202")
    assert f"missing key '{key}'" in str(problem)


def test_a_guarantors_cost_is_a_range(shape):
    broken = shape.swap(
        "      cost: {low: 0.1, likely: 0.2, high: 0.3, unit: share, basis: judgement, by: me}",
        f"      cost: {NUMBER}  # HERE",
    )
    assert "the rival does not know it" in str(broken.problem("HF205"))


def test_supporters_that_do_not_count(shape):
    broken = shape.swap("supporters:", "supporters:  # HERE").swap(
        "    weight: {value: 0.5", "    weight: {value: 0"
    )
    assert "no supporter has weight and salience above 0" in str(broken.problem("HF207"))


def test_a_machine_coding_feeds_no_number_unchecked(shape):
    line = "  line: {value: 0.2, unit: share, basis: reported, source: statement"
    broken = shape.swap(line + "}", line + ", coded_by: reader}  # HERE")
    problem = broken.problem("HF307")
    assert problem.expected == "checked_by: the person who checked it"
    checked = shape.swap(line + "}", line + ", coded_by: reader, checked_by: A. Person}")
    assert checked.load().quantity("contest.line").likely == 0.2


def test_a_ranking_that_leaves_states_out(shape):
    broken = shape.swap("    ranking:\n", "    ranking:  # HERE\n").swap(
        "      - truce = full or truce != full\n", ""
    )
    problem = broken.problem("HF308")
    # by hand: truce none or full, arms flowing, pressure hold, backing one of three
    assert "6 possible states match no tier, for instance truce = none" in str(problem)
    assert problem.expected == "a last tier that takes the rest"


def test_a_ranking_that_leaves_one_state_out(shape):
    tiers = "      - truce != full or arms = paused or backing != promise"
    broken = shape.swap("      - truce = full or truce != full", tiers)
    assert "1 possible state matches no tier, for instance truce = full" in str(
        broken.problem("HF308")
    )


def test_no_state_is_possible(shape):
    broken = shape.swap(
        "impossible:\n", "impossible:  # HERE\n  - truce = full or truce != full\n"
    )
    problem = broken.problems()[0]
    assert (problem.code, problem.expected) == ("HF309", "")
    assert broken.text.split("\n")[problem.place.line - 1].endswith("# HERE")


def test_too_many_states(shape):
    rows = "".join(
        f"  i{n}: {{question: Q?, options: {{a: A, b: B}}, decided_by: [home]}}\n"
        for n in range(16)
    )
    start = "".join(f"  i{n}: a\n" for n in range(16))
    broken = shape.swap("issues:\n", f"issues:  # HERE\n{rows}").swap(
        "start:\n", f"start:\n{start}"
    )
    problem = broken.problem("HF310")
    # 36 combinations times two to the sixteenth
    assert f"{36 * 2**16} combinations of options" in str(problem)


@pytest.mark.parametrize(
    ("old", "new", "code", "what"),
    [
        (
            "[home, rival]\n  press",
            "[home, home]\n  press",
            "HF203",
            "stands twice in decided_by",
        ),
        (
            "hold -> attack",
            "hold to attack",
            "HF203",
            "is not a barred move; expected option ->",
        ),
        ("hold -> attack", "-> attack", "HF301", "no option is called ''"),
        ("hold -> attack", "hold -> attack -> hold", "HF301", "'attack -> hold'"),
        (
            "  - id: rival-hedges",
            "  - id: home-accepts",
            "HF105",
            "two items of evidence are called",
        ),
        (
            "{samples: 500, seed: 7}",
            "{samples: 500, seed: 7}\n    stability: {concepts: [nash]}",
            "HF202",
            "one entry asks one thing",
        ),
        (
            "  - sensitivity: {samples: 500, seed: 7}",
            "  - {}",
            "HF202",
            "one entry asks one thing",
        ),
    ],
)
def test_other_things_that_do_not_hang_together(shape, old, new, code, what):
    assert what in str(shape.swap(old, new).problem(code))


def test_a_star_stands_for_any_option(shape):
    issue = shape.swap("hold -> attack", "* -> attack").load().space.issues[1]
    assert issue.barred == (("*", "attack"),)


def test_a_change_may_be_barred_in_some_states_only(shape):
    first = shape.load().space.issues[0]
    wanted = f"hold -> attack when {first.id} = {first.option_ids[1]}"
    issue = shape.swap("hold -> attack", wanted).load().space.issues[1]
    assert issue.barred == ()
    ((before, after, when),) = issue.barred_when
    assert (before, after, str(when)) == ("hold", "attack", wanted.partition(" when ")[2])


def test_a_condition_of_a_barred_change_is_checked_where_it_stands(shape):
    wrong = shape.swap("hold -> attack", "hold -> attack when nothing = such")
    assert "nothing" in str(wrong.problem("HF301"))


def test_every_code_of_meaning_is_covered_here():
    from pathlib import Path

    text = "".join(
        file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("*.py")
    )
    meant = [code for code in CODES if code.startswith("HF3")]
    assert len(meant) == 13
    assert all(f'"{code}"' in text for code in meant)


def without_issues(shape):
    """The same case with its war only: no issues, no preferences, no guarantees."""
    return (
        shape.cut("issues:", "contest:")
        .swap("  settled_when: truce = full\n", "")
        .cut("guarantees:", "monitors:")
        .cut("mediators:", "evidence:")
        .swap("    bears_on: [issues.truce, preferences.home]", "    bears_on: [contest.trust]")
        .swap("    bears_on: [issues.truce]", "    bears_on: [contest]")
        .cut("variants:", "ask:")
        .swap(
            '  - guarantees: {keep: "truce = full and pressure = hold", for_months: 12}\n', ""
        )
    )


def test_a_case_may_be_a_war_alone(shape):
    conflict = without_issues(shape).load()
    assert conflict.space is None
    assert conflict.start == -1
    assert conflict.contest is not None


@pytest.mark.parametrize(
    "extra",
    [
        "start: {truce: none}",
        "impossible: [truce = full]",
        "same: [truce = full]",
        "preferences: {home: {priorities: [truce = full], basis: judgement, by: me}}",
        "mediators: {home: {talks_to: [rival], can_trade: {rival: [truce]}}}",
        "guarantees: {g: {title: T, protects: home, against: rival, given_by: [far-ally], "
        "in_force_when: truce = full, response: R, kept_with: {value: 0.5, unit: probability, "
        "basis: judgement, by: me}}}",
    ],
)
def test_in_a_war_alone_nothing_about_issues_is_ignored(shape, extra):
    broken = without_issues(shape).swap("history:\n", f"{extra}  # HERE\nhistory:\n")
    problem = broken.problem("HF301")
    assert "no issue is called 'truce'; expected one that the file declares" in str(problem)
