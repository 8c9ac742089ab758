"""What a line of the log may tell: what happened, where in the code and how often, but of nobody. Pure processors.

A message of other people's code is kept as it was written, without what was put into it at run time; of an error its
kind and place are kept, never its words, for these quote what somebody typed. See docs/drift.md.
"""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
# Left out whatever it holds: who asked, with what, and for which address.
_UNTOLD = {"user_agent", "ip", "user_id", "referer", "cookies", "headers", "positional_args"}
# What is ours and holds nothing that came from outside, though it may look so.
_OURS = {"timestamp", "level", "logger", "request_id", "request", "where", "error"}
# The start of the web server, and the task worker: numbers, states and names in our code.
_INNOCENT = {"gunicorn.error": "info", "django_tasks": "", "django_tasks_db": ""}
# These write down what was wrong with a request by quoting it; the last part of the name says what it was.
_QUOTING = "django.security"
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?([a-zA-Z%])|\{[^{}]*\}")
_PERSONAL = re.compile(
    r"""[^\s"'<>()]+@[^\s"'<>()]+"""  # e-mail
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"  # addresses on the net
    r"|(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4}(?![\w:])"
    r"|\?\S+"  # queries
    r"|\b\d{11}\b",  # national identity numbers
    re.IGNORECASE,
)
_QUOTED = re.compile(r"""(["'`]).*\1""", re.DOTALL)
_MOST_FRAMES = 25
_REDACTED = "…"

Event = MutableMapping[str, Any]


def without_people(_logger: Any, _method: str, event: Event) -> Event:
    """Return an event without what is about the person behind it."""
    return {key: value if key in _OURS else _scrubbed(value) for key, value in event.items() if key not in _UNTOLD}


def message_as_written(_logger: Any, method: str, event: Event) -> Event:
    """Return an event of other people's code with its message as it stands in that code."""
    record, text = event["_record"], str(event["event"])
    arguments = event.pop("positional_args", ())
    if record.name.startswith(_QUOTING):
        text = record.name.removeprefix(f"{_QUOTING}.")
    elif arguments:
        text = _filled(text, arguments) if _is_innocent(record.name, method) else _without_arguments(text)
    else:
        # Somebody may have put it together beforehand; then what was put in comes after a colon or in quotes.
        text = _QUOTED.sub(_REDACTED, text).split(": ", 1)[0]
    return {**event, "event": text}


def error_without_words(_logger: Any, _method: str, event: Event) -> Event:
    """Return an event with the kind and place of its error in place of the error itself."""
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["error"] = [_kind(one) for one in _chain(error)]
        event["where"] = [_place(frame) for frame in traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]]
    event.pop("exception", None)
    event.pop("stack_info", None)
    return event


def with_name(_logger: Any, _method: str, event: Event) -> Event:
    """Return an event with the name of the module that tells it."""
    return {**event, "logger": event["_record"].name}


def _is_innocent(name: str, method: str) -> bool:
    return name in _INNOCENT and _INNOCENT[name] in ("", method)


def _filled(text: str, arguments: Any) -> str:
    try:
        return str(text % arguments)
    except (TypeError, ValueError, KeyError):
        return text


def _without_arguments(text: str) -> str:
    return _PLACEHOLDER.sub(lambda found: "%" if found[1] == "%" else _REDACTED, text)


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return _PERSONAL.sub(_REDACTED, value)
    if isinstance(value, Mapping):
        return {key: _scrubbed(inner) for key, inner in value.items() if key not in _UNTOLD}
    if isinstance(value, list | tuple):
        return [_scrubbed(inner) for inner in value]
    return value if isinstance(value, int | float | bool | type(None)) else _scrubbed(str(value))


def _chain(error: BaseException) -> list[BaseException]:
    """Return an error and what led to it, the latest first."""
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in chain and len(chain) < 10:
        chain.append(at)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return chain


def _kind(error: BaseException) -> str:
    """Return the name of an error's class; of one of the database also its code, which is no text of anybody's."""
    code = getattr(error, "sqlstate", None)
    return f"{type(error).__module__}.{type(error).__qualname__}" + (f" {code}" if code else "")


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    if "site-packages" in path.parts:
        shown = "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    else:
        shown = str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name
    return f"{shown}:{frame.lineno} {frame.name}"
