"""Issues: options, who decides, and barred changes."""

from holdfast.conflict.issues import Issue

OPTIONS = (("none", "No truce"), ("part", "At sea only"), ("full", "Everywhere"))


def test_options_come_in_order_with_the_fallback_first():
    assert Issue("truce", "?", OPTIONS, ("a",)).option_ids == ("none", "part", "full")


def test_an_issue_of_several_deciders_is_joint():
    assert not Issue("truce", "?", OPTIONS, ("a",)).joint
    assert Issue("truce", "?", OPTIONS, ("a", "b")).joint


def test_a_star_bars_from_or_to_any_option():
    issue = Issue("truce", "?", OPTIONS, ("a",), (("full", "*"), ("none", "part")))
    barred = [
        (before, after)
        for before in issue.option_ids
        for after in issue.option_ids
        if before != after and issue.bars(before, after)
    ]
    assert barred == [("none", "part"), ("full", "none"), ("full", "part")]
    closed = Issue("truce", "?", OPTIONS, ("a",), (("*", "full"),))
    assert closed.bars("none", "full")
    assert not closed.bars("full", "none")
