"""Works out whether peace would hold, and what guarantee it would take."""

__version__ = "0.1.0"
