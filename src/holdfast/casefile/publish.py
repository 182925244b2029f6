"""The JSON schema of case files, for editors that complete and check while one types."""

from holdfast.casefile.schema import CaseFile


def json_schema() -> dict[str, object]:
    """Which JSON schema describes a case file?

    Keys that start with `x-` are allowed everywhere, as in the loader.
    """
    schema = CaseFile.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "holdfast case file, format 1"
    for section in (schema, *schema.get("$defs", {}).values()):
        if section.get("additionalProperties") is False:
            section["patternProperties"] = {"^x-": {}}
    return schema
