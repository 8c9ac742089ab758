"""Whole pages from the cache: never personal, never out of date."""
