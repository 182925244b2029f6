"""The registry of datasets: where each is published, under which terms, and who reads it."""

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Words = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s]+$")]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Format = Literal["csv", "xlsx", "xls", "dta", "rda", "zip", "tab", "api"]


class Dataset(BaseModel):
    """One origin: a dataset as its producer publishes it.

    Parameters
    ----------
    id : the name that `holdfast data` knows it by.
    title, producer, citation : as its producer gives them.
    landing : the official page.
    file, file_note : the official file's own address, or why none is given.
    licence, licence_url : the terms, and where they are stated.
    redistribution : whether the terms let a copy be passed on: allowed, barred or not stated.
    version : the one that the loader expects, or the one named where there is no loader.
    formats : in which it is published.
    sha256, sha256_note : hash of the file at `file`, with where it was seen; or why none is
        given.
    holds : what a row is, and how many there are.
    columns : those that holdfast needs, as published.
    no_loader : why holdfast does not read it; empty where it does.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Words
    producer: Words
    citation: Words
    landing: Address
    file: Address | None = None
    file_note: str = ""
    licence: Words
    licence_url: Address
    redistribution: Literal["allowed", "barred", "not stated"]
    version: Words
    formats: Annotated[list[Format], Field(min_length=1)]
    sha256: Hash | None = None
    sha256_note: Words
    holds: Words
    columns: list[Words]
    no_loader: str = ""

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.file is None and not self.file_note:
            raise ValueError(f"{self.id}: file is left out without a file_note")
        if self.file is None and self.sha256 is not None:
            raise ValueError(f"{self.id}: a hash of no file")
        return self


class _Registry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    datasets: list[Dataset]

    @model_validator(mode="after")
    def _once(self) -> Self:
        ids = [dataset.id for dataset in self.datasets]
        if len(set(ids)) < len(ids):
            raise ValueError(f"an id stands twice among {', '.join(ids)}")
        return self


def parsed(text: str) -> dict[str, Dataset]:
    """Which datasets does the text of a registry hold? By id, in its order.

    Raises
    ------
    pydantic.ValidationError
        Where a key is unknown, a value does not fit, or an id stands twice.
    """
    return {one.id: one for one in _Registry.model_validate(yaml.safe_load(text)).datasets}


@cache
def datasets() -> dict[str, Dataset]:
    """Which datasets does holdfast know? By id, in alphabetical order."""
    file = files("holdfast.history").joinpath("data", "datasets.yaml")
    found = parsed(file.read_text(encoding="utf-8"))
    return {name: found[name] for name in sorted(found)}
