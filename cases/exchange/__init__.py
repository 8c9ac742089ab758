"""The case record: one contract for import, export and the open API."""
