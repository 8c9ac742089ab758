"""How our widgets find their templates."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class ProjectTemplate:
    """A widget whose template is the project's own; Django looks for widgets' templates in packages only."""

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        return render_to_string(template_name, context)
