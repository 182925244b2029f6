"""The JSON schema of case files, for editors that complete and check while one types."""

from collections.abc import Iterator
from typing import Any

from holdfast.casefile.schema import CaseFile
from holdfast.casefile.tree import PRIVATE

_PRIVATE: dict[str, Any] = {f"^{PRIVATE}": {}}


def json_schema() -> dict[str, object]:
    """Which JSON schema describes a case file?

    Keys that start with `x-` are allowed everywhere, as in the loader.
    """
    schema = CaseFile.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "holdfast case file, format 1"
    for mapping in list(_mappings(schema)):
        named = mapping.get("patternProperties", {})
        mapping["patternProperties"] = _PRIVATE | {
            _not_private(pattern): value for pattern, value in named.items()
        }
        mapping["additionalProperties"] = False
    return schema


def _mappings(schema: object) -> Iterator[dict[str, Any]]:
    """Every part that describes a mapping with keys of a known shape."""
    if isinstance(schema, list):
        for part in schema:
            yield from _mappings(part)
    elif isinstance(schema, dict):
        if "patternProperties" in schema or schema.get("additionalProperties") is False:
            yield schema
        for part in schema.values():
            yield from _mappings(part)


def _not_private(pattern: str) -> str:
    """Let the pattern leave out the keys that the loader leaves out."""
    rest = pattern[1:] if pattern.startswith("^") else f".*{pattern}"
    return f"^(?!{PRIVATE}){rest}"
