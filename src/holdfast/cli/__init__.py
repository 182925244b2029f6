"""Command line: verbs over the library; the only place that prints."""
