"""Lets commands say Norwegian words on any terminal."""

from __future__ import annotations

import io
import sys


def speak_utf_8() -> None:
    """Write standard output and errors in UTF-8, whatever the terminal has said that it speaks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
