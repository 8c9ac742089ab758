"""The admin's form for a page as a browser holds it: read from the page, changed, sent."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse


def read_form(html: str, selector: str = "#page-edit-form") -> dict[str, Any]:
    """Return the fields of a form as a browser without scripts would send them, without its buttons."""
    form = BeautifulSoup(html, "html.parser").select_one(selector)
    assert form is not None, "there is no such form"
    data: dict[str, Any] = {}
    for control in form.select("input[name], textarea[name], select[name]"):
        _take(control, data)
    return data


def _take(control: Any, data: dict[str, Any]) -> None:
    kind = control.get("type", "")
    if kind in ("submit", "button", "file") or control.find_parent("template") or control.has_attr("disabled"):
        return
    if kind in ("checkbox", "radio") and not control.has_attr("checked"):
        return
    if control.name == "select":
        chosen = [option.get("value", "") for option in control.select("option[selected]")]
        if not chosen and not control.has_attr("multiple"):
            chosen = [option.get("value", "") for option in control.select("option")[:1]]
        values = chosen
    elif control.name == "textarea":
        values = [control.get_text().removeprefix("\n")]
    else:
        values = [control.get("value", "on" if kind == "checkbox" else "")]
    for value in values:
        data.setdefault(control["name"], []).append(value)


def open_form(client: Client, page: Any) -> dict[str, Any]:
    """Return what the edit form of a page holds for a signed-in client."""
    answer = client.get(edit_url(page))
    assert answer.status_code == 200, answer.status_code
    return with_story(read_form(answer.content.decode()))


def with_story(data: dict[str, Any]) -> dict[str, Any]:
    """Add the story's own fields, which scripts make: none of its blocks are needed here."""
    return {"body-count": "0", **data}


def edit_url(page: Any) -> str:
    """Return the address of a page's form."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def send(client: Client, page: Any, data: dict[str, Any], *, autosave: bool = False, **changes: Any) -> Any:
    """Send a form with changes, as a person or as the autosave does."""
    headers = {"accept": "application/json"} if autosave else {"accept": "text/html"}
    return client.post(edit_url(page), {**data, **changes}, headers=headers)
