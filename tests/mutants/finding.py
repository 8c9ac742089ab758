"""Finds the permission checks in source text, and writes the text without one of them. Pure: texts in, texts out."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# Functions that say whether somebody may do something; without the check they say yes.
PREDICATES = {
    *(
        "may",
        "may_open_admin",
        "may_read",
        "may_start",
        "helps_teams",
        "user_has_permission",
        "_may_join",
        "_may_follow",
    ),
    *("user_has_permission_for_instance", "has_shown", "has_permission", "test_func"),
}
# Those that say that somebody may not do something (yet).
REFUSALS = {"is_half"}
# What refuses, when it is raised.
REFUSING = ("PermissionDenied", "Http404", "NotAllowedError", "ReviewRefusedError")
DECORATORS = {"login_required", "permission_required", "user_passes_test"}
# Reads that leave out what somebody may not see.
NARROWING = {"visible_to", "of_member", "editable_by"}
REQUIREMENTS = {"permission_required", "any_permission_required"}


# Questions that say in a condition that it is about who somebody is.
ASKING = (
    PREDICATES
    | REFUSALS
    | {"can", "allowed_on_page", "has_perm", "can_edit", "can_publish", "opens", "hindrance", "refusal"}
)


@dataclass(frozen=True)
class Mutant:
    """A source text without one of its checks: where that was, what it was, and the text."""

    path: str
    line: int
    check: str
    text: str


# Takes a place out of a text: what stands there, what to put instead, and what to call it.
Without = Callable[[ast.expr, str, str], Mutant]


def mutants(path: str, text: str) -> Iterator[Mutant]:
    """Yield the text without each of its permission checks in turn."""
    lines = text.splitlines(keepends=True)
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line.encode()))
    raw = text.encode()

    def without(node: ast.expr, replacement: str, check: str) -> Mutant:
        start = offsets[node.lineno - 1] + node.col_offset
        end = offsets[node.end_lineno - 1] + node.end_col_offset
        changed = raw[:start] + replacement.encode() + raw[end:]
        return Mutant(path, node.lineno, check, changed.decode())

    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.If) and (_refuses(node) or _asks(node.test)):
            is_about_refusing = _refuses(node) or any(isinstance(part, ast.Not) for part in ast.walk(node.test))
            yield without(node.test, "False" if is_about_refusing else "True", f"if {ast.unparse(node.test)}")
        elif isinstance(node, ast.FunctionDef):
            yield from _of_function(node, without)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in NARROWING:
            # Of a manager; what narrows another read stands in a function of its own.
            if isinstance(node.func.value, ast.Attribute):
                yield without(node, f"{ast.unparse(node.func.value)}.all()", ast.unparse(node))
        elif isinstance(node, ast.Dict):
            yield from _of_table(node, without)
        elif isinstance(node, ast.Assign) and {ast.unparse(target) for target in node.targets} & REQUIREMENTS:
            yield without(node.value, "None", ast.unparse(node))


def _refuses(node: ast.If) -> bool:
    """Say whether a condition leads to a refusal; that something is not there is none, unless a question was asked."""
    first = node.body[0]
    if not isinstance(first, ast.Raise) or first.exc is None:
        return False
    raised = first.exc.func if isinstance(first.exc, ast.Call) else first.exc
    name = ast.unparse(raised).split(".")[-1]
    return name in REFUSING and (name != "Http404" or _asks(node.test))


def _asks(condition: ast.expr) -> bool:
    calls = [part.func for part in ast.walk(condition) if isinstance(part, ast.Call)]
    return any(ast.unparse(called).split(".")[-1] in ASKING for called in calls)


# Who gets to a team's pages, and to those of what belongs to it.
FOR_TEAMS = {"for_members", "for_round", "for_plan"}
# Whoever may see the team may do these too: a test says so.
SEEING = {"Action.VIEW", "Action.ROUND_VIEW", "Action.PLAN_VIEW"}


def _of_function(node: ast.FunctionDef, without: Without) -> Iterator[Mutant]:
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = ast.unparse(called).split(".")[-1]
        if name in DECORATORS:
            yield without(decorator, "(lambda view: view)", f"@{ast.unparse(decorator)} of {node.name}")
        elif name in FOR_TEAMS and isinstance(decorator, ast.Call) and ast.unparse(decorator.args[0]) not in SEEING:
            # Whoever may see the team may then do all of it.
            yield without(decorator.args[0], "Action.VIEW", f"@{ast.unparse(decorator)} of {node.name}")
    if node.name in PREDICATES | REFUSALS:
        answer = "False" if node.name in REFUSALS else "True"
        for part in ast.walk(node):
            if isinstance(part, ast.Return) and part.value is not None and ast.unparse(part.value) != answer:
                yield without(part.value, answer, f"{node.name}: {ast.unparse(part)}")
            elif isinstance(part, ast.BoolOp) and isinstance(part.op, ast.And) and node.name in PREDICATES:
                for value in part.values:
                    yield without(value, "True", f"{node.name}: and {ast.unparse(value)}")


def _of_table(node: ast.Dict, without: Without) -> Iterator[Mutant]:
    """Yield a table of who may do what with each row open to all."""
    for key, value in zip(node.keys, node.values, strict=True):
        if key is not None and ast.unparse(key).startswith("Action.") and ast.unparse(value).startswith("frozenset"):
            everybody = "frozenset({OWNER, WRITER, READER, EDITOR})"
            if ast.unparse(value) != everybody:
                yield without(value, everybody, f"{ast.unparse(key)}: {ast.unparse(value)}")
