"""`make bench`: all that is measured, or the parts that are named: `python -m tests.bench pages search`."""

from __future__ import annotations

import importlib
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
# Each a module beside this one, with a main() of its own.
PARTS = ("pages", "load", "search", "town_hall", "impact")


def main(wanted: list[str]) -> None:
    """Measure these parts, or all."""
    unknown = set(wanted) - set(PARTS)
    if unknown:
        sys.exit(f"There is no {', '.join(sorted(unknown))} to measure; choose from {', '.join(PARTS)}.")
    django.setup()
    for part in wanted or PARTS:
        importlib.import_module(f"tests.bench.{part}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
