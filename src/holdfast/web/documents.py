"""Answers as text that a database keeps: a report as data, and findings read back."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.report.document import document
from holdfast.report.numbers import Brief
from holdfast.report.sections import Section
from holdfast.report.tables import Table
from holdfast.study.run import as_json, finding_of
from holdfast.web.drawing import inert

Data = Mapping[str, Any]
"""Plain data, as JSON knows it."""


def kept(conflict: Conflict, findings: Mapping[str, Finding]) -> str:
    """Which text keeps these findings with the report that they make?"""
    told = document(conflict, findings)
    data = {
        "report": {
            "title": told.title,
            "setting": told.setting,
            "paragraphs": _paragraphs(told.brief),
            "plain": told.brief.plain(),
            "sections": {section.id: _section(section) for section in told.sections},
            "numbers": told.lineage.numbers,
            "inputs": told.lineage.inputs,
            "bibtex": told.bibtex,
        },
        "findings": {name: found.to_dict() for name, found in findings.items()},
    }
    return as_json(data).decode("utf-8")


@lru_cache(maxsize=12)
def read_back(text: str) -> Data:
    """Which data does this kept text hold? Shared: not to be changed."""
    data: Data = json.loads(text)
    return data


def section_of(data: Data) -> Section:
    """Which section of a report was kept so? Its charts are kept as drawings alone."""
    return Section(
        data["id"],
        data["question"],
        tuple(data["answer"]),
        (),
        tuple(
            Table(one["caption"], tuple(one["columns"]), tuple(map(tuple, one["rows"])))
            for one in data["tables"]
        ),
        data["method"],
        tuple(data["caveats"]),
        tuple(data["details"]),
    )


def findings_of(data: Data) -> dict[str, Finding]:
    """Which findings were kept with a report?"""
    return {name: finding_of(found) for name, found in data["findings"].items()}


def _paragraphs(brief: Brief) -> list[list[list[object]]]:
    """Sentences of parts: text, or a number as printed with its id."""
    return [
        [
            [
                part if isinstance(part, str) else {"text": part.text, "id": brief.id_of(part)}
                for part in sentence.parts
            ]
            for sentence in paragraph
        ]
        for paragraph in brief.paragraphs
    ]


def _section(section: Section) -> dict[str, object]:
    return {
        "id": section.id,
        "question": section.question,
        "answer": section.answer,
        "pictures": [
            {"name": p.name, "says": p.says, "svg": inert(p.svg)} for p in section.pictures
        ],
        "tables": [
            {"caption": t.caption, "columns": t.columns, "rows": t.rows} for t in section.tables
        ],
        "method": section.method,
        "caveats": section.caveats,
        "details": section.details,
    }
