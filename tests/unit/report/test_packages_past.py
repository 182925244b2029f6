"""What the past says of each package, in words: names from the casebook, shares as found."""

from holdfast.history.casebook import casebook
from holdfast.report.packages_past import past_sentence, past_table


def package(title, kept, *nearest):
    near = [{"id": i, "outcome": what, "similarity": 0.5} for i, what in nearest]
    past = {"counted": 10, "kept": kept, "outcomes": {}, "nearest": near}
    return {"title": title, "kind": "standard", "past": past}


def lasting(share, low, high):
    return {"share": share, "low": low, "high": high}


ONE = package(
    "One",
    {"1": lasting(1.0, 0.72, 1.0), "5": lasting(0.694, 0.3, 0.89)},
    ("UKJ1902", "held"),
    ("LOC1925", "never_in_force"),
)
OTHER = package("Other", {"1": lasting(0.0, 0.0, 0.2), "5": lasting(0.4, 0.1, 0.7)})
OLDER = {"title": "Older", "kind": "standard"}


def test_names_come_from_the_casebook_and_outcomes_from_the_finding():
    table = past_table([ONE, OTHER])
    names = {one.id: one.name for one in casebook()}
    assert table.rows[0] == (
        "One (standard)",
        f"{names['UKJ1902']} (1902): held; {names['LOC1925']} (1925): never in force",
        "all (72% or more)",
        "69% (30 to 89%)",
        "none followed",
    )
    assert table.rows[1][2:4] == ("none (20% or fewer)", "40% (10 to 70%)")


def test_the_sentence_gives_the_ends_and_says_that_it_is_no_estimate():
    [words] = past_sentence([ONE, OTHER])
    assert "40% to 69% stood unbroken for five years" in words
    assert "no estimate" in words
    [words] = past_sentence([ONE])
    assert "69% stood" in words


def test_a_run_of_an_older_holdfast_says_nothing_of_it():
    assert past_table([OLDER]).rows == ()
    assert list(past_sentence([OLDER])) == []
