"""Backup and restore: database and uploads in one file that can be checked, restored only where nothing is lost."""

from __future__ import annotations


class BackupError(Exception):
    """A backup could not be made or used; the text says why and what to do."""
