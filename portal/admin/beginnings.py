"""How a part of the admin begins its work without an inline script.

Where Wagtail writes `<script>new Chooser("id", {…})</script>`, we write what is to begin, and with which arguments, as
data. `portal/static/js/admin-begin.js` reads it, from a list of what may begin.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Wagtail numbers a new row by replacing what stands between __prefix__ and the next plain quotation mark in its HTML.
# Therefore the arguments are the text of an element, not an attribute, in which every quotation mark would be &quot;.
_MARK = '<script type="application/json" data-controller="portal-begin" data-portal-begin-what-value="{}">{}</script>'
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def begin(what: str, *arguments: Any) -> SafeString:
    """Return the HTML that makes `what` begin with these arguments as soon as it stands on a page."""
    listed = json.dumps(arguments).translate(_ESCAPES)
    return format_html(_MARK, what, mark_safe(listed))  # noqa: S308 - nothing in it can end the element


def _chooser_begins(chooser: Any, id_: str, name: str, value: Any) -> SafeString:
    return begin(chooser.js_constructor, id_, chooser.get_js_init_options(id_, name, value))


def _task_chooser_begins(_chooser: Any, id_: str, _name: str, _value: Any) -> SafeString:
    return begin("createTaskChooser", id_)


def _render(chooser: Any, name: str, value: Any, attrs: dict[str, Any], renderer: Any = None) -> SafeString:
    try:
        value = chooser.get_value_data(value)
    except (TypeError, ValueError):
        # A form that came back with something that can be nothing's id: the form says so, and nothing is chosen.
        value = chooser.get_value_data(None)
    shown = chooser.render_html(name, value, attrs)
    return format_html("{}{}", shown, chooser.render_js_init(attrs["id"], name, value))


def teach_choosers() -> None:
    """Change how every chooser of Wagtail is rendered; the only place in which it offers no template for that."""
    from wagtail.admin.widgets.chooser import BaseChooser
    from wagtail.admin.widgets.workflows import AdminTaskChooser

    BaseChooser.render = _render
    BaseChooser.render_js_init = _chooser_begins
    AdminTaskChooser.render_js_init = _task_chooser_begins
