"""Case data as YAML text that a person would have written: numbers on one line each."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

_WIDTH = 98
_SHORT = 70  # signs of a list that still stands on one line
_NUMBER = re.compile("[-+]?[.0-9]+(e[-+]?[0-9]+)?", re.IGNORECASE)


class _Writer(yaml.SafeDumper):
    """Writes quantities and short lists on one line, all else in blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of a list under its key."""
        super().increase_indent(flow, indentless and flow)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - yaml's signature
        """Write every value out, also one that stands twice."""
        return True


def block(data: Mapping[str, object]) -> str:
    """How does this stand in a YAML file?

    Examples
    --------
    >>> print(block({"line": {"value": 0.2, "unit": "share"}, "by": ["a", "b"]}), end="")
    line: {value: 0.2, unit: share}
    by: [a, b]
    """
    return yaml.dump(
        dict(data), Dumper=_Writer, sort_keys=False, allow_unicode=True, width=_WIDTH
    )


def _mapping(writer: _Writer, data: Mapping[str, object]) -> Any:  # noqa: ANN401 - a node
    return writer.represent_mapping(
        "tag:yaml.org,2002:map", list(data.items()), flow_style="unit" in data
    )


def _text(writer: _Writer, data: str) -> Any:  # noqa: ANN401 - a node
    """Quote what a case file takes for a number and YAML 1.1 does not, such as 1e5 or 089."""
    return writer.represent_scalar(
        "tag:yaml.org,2002:str", data, style='"' if _NUMBER.fullmatch(data) else None
    )


def _sequence(writer: _Writer, data: list[object]) -> Any:  # noqa: ANN401 - a node
    short = all(isinstance(item, str) for item in data) and len(str(data)) <= _SHORT
    return writer.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=short)


_Writer.add_representer(dict, _mapping)
_Writer.add_representer(list, _sequence)
_Writer.add_representer(str, _text)
