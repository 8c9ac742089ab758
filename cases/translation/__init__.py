"""Texts in several languages: starting a translation, seeing it beside its source, and telling when it is behind."""
