"""Looking things up in a conflict by name."""

from datetime import date

import pytest

from holdfast.conflict.actors import Actor
from holdfast.conflict.conflict import Conflict
from holdfast.conflict.evidence import Evidence
from holdfast.conflict.people import Mediator
from holdfast.core.quantity import Quantity


def _conflict(**more):
    return Conflict(
        id="strait",
        title="The strait",
        summary="",
        as_of=date(2020, 1, 1),
        content_hash="0",
        actors=(Actor("north", "North", "state"), Actor("south", "South", "state")),
        **more,
    )


def test_actors_are_found_by_id():
    assert _conflict().actor("south").name == "South"
    with pytest.raises(KeyError, match="west"):
        _conflict().actor("west")


def test_names_are_those_of_actors_and_mediators_and_ids_where_nobody_is_known():
    conflict = _conflict(mediators=(Mediator("envoy", "The envoy", ("north", "south")),))
    names = [conflict.name(id_) for id_ in ("north", "envoy", "stranger")]
    assert names == ["North", "The envoy", "stranger"]


def test_quantities_are_found_by_name():
    line = Quantity("contest.line", "share", 0.1, 0.2, 0.3)
    power = Quantity("contest.power", "probability", 0.2, 0.3, 0.4)
    conflict = _conflict(quantities=(line, power))
    assert conflict.quantity("contest.power") is power
    with pytest.raises(KeyError, match=r"contest\.patience"):
        conflict.quantity("contest.patience")


@pytest.mark.parametrize(
    ("coder", "checker", "machine_only"),
    [("reader", "", True), ("reader", "analyst-1", False), ("analyst-1", "", False)],
)
def test_only_unchecked_machine_codings_are_machine_only(coder, checker, machine_only):
    item = Evidence("e", date(2020, 1, 1), "s", "said", (), "B2", coder, checker)
    assert item.machine_only is machine_only
