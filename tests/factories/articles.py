"""Articles as pages."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from home.models import ArticlePage, HomePage


def make_article(locale: str = "nb", *, live: bool = True, **fields: Any) -> ArticlePage:
    """Return a saved article below the front page of a language."""
    home = HomePage.objects.get(locale__language_code=locale)
    article = ArticlePage(
        title=fields.pop("title", "Hva er samskaping?"),
        slug=fields.pop("slug", f"artikkel-{uuid4().hex[:10]}"),
        summary=fields.pop("summary", "Å lage løsninger sammen med dem de gjelder."),
        locale=home.locale,
        live=live,
        first_published_at=timezone.now() if live else None,
        last_published_at=timezone.now() if live else None,
        **fields,
    )
    home.add_child(instance=article)
    return article
