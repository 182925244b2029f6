"""Instruments of guarantee that a case changes or describes, as pydantic models."""

from holdfast.casefile.fields import Citations, Name, QuantityIn, Section, Words


class InstrumentIn(Section):
    """One instrument: a change of the catalogue's, or one of the case's own."""

    title: Words | None = None
    like: Name | None = None
    numbers: dict[Words, QuantityIn] = {}
    leans_on: Name | None = None
    rival_veto: bool | None = None
    legal_form: Words | None = None
    trigger: Words | None = None
    decided_by: Words | None = None
    response: Words | None = None
    location: Words | None = None
    scope: Words | None = None
    activation: Words | None = None
    source: Citations | None = None
    note: Words | None = None
