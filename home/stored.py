"""What the front pages and articles store: nothing about people."""

from __future__ import annotations

NOT_ABOUT_PEOPLE = {
    "home.ArticlePage": "texts_digest translated_digest summary body handbook_pages",
    "home.HomePage": "texts_digest translated_digest lead about collection_heading collection_reason collection",
    "home.LoadedArticle": "key language source_digest page_digest",
    "home.Navigation": "menu footer",
}
