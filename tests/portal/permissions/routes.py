"""Every address of the portal, as the resolver knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry


def _nothing() -> list[dict[str, str]]:
    return []


def _bulk_actions() -> list[dict[str, str]]:
    bulk_action_registry.get_bulk_actions_for_model("", "")
    return [
        {"app_label": app, "model_name": model, "action": action}
        for app, models in bulk_action_registry.actions.items()
        for model, actions in models.items()
        for action in actions
    ]


def _page_actions() -> list[dict[str, str]]:
    return [{"action_name": action} for action in PagesAdminAPIViewSet.actions]


def _workflow_actions() -> list[dict[str, str]]:
    return [{"action_name": action} for action in ("approve", "reject")]


_ACTIONS: dict[str, Callable[[], list[dict[str, str]]]] = {
    "admin/bulk/<str:app_label>/<str:model_name>/<str:action>/": _bulk_actions,
    "admin/api/main/^pages/<int:pk>/action/<str:action_name>/": _page_actions,
    "admin/pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/": _workflow_actions,
    "admin/pages/workflow/collect_action_data/<int:page_id>/<slug:action_name>/<int:task_state_id>/": _workflow_actions,
}
_OTHER_METHODS = ("PUT", "PATCH", "DELETE")


def _methods(view: Any) -> tuple[str, ...]:
    offered = getattr(view, "view_class", None)
    return ("GET", "POST", *(method for method in _OTHER_METHODS if hasattr(offered, method.lower())))


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield address, _methods(entry.callback)
        else:
            yield from _walk(entry, address)


def all_routes() -> dict[str, tuple[str, ...]]:
    """Return each address and the methods that are asked; of two that are the same only the first is ever answered.

    An address that stands for many actions is there once for each of them, with its values behind it.
    """
    routes: dict[str, tuple[str, ...]] = {}
    for address, methods in _walk(get_resolver(), ""):
        for values in _ACTIONS.get(address, _nothing)() or [{}]:
            routes.setdefault(" ".join((address, *(f"{name}={value}" for name, value in values.items()))), methods)
    return routes
