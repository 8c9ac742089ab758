"""The HTML of a record has one form: nothing but the listed tags survives, and no word is lost."""

from __future__ import annotations

import re
import time
from html import escape, unescape
from uuid import uuid4

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.exchange.html import (
    ALLOWED_TAGS,
    canonical_html,
    case_links,
    from_database,
    is_allowed_address,
    to_database,
    without_case_links,
)
from cases.exchange.inspection import html_problems

TAGS = sorted(ALLOWED_TAGS | {"b", "i", "br", "div", "table", "td", "script", "h1", "span", "svg", "math"})
ADDRESSES = [
    "/kart/",
    "https://example.org/?a=1&b=2",
    "mailto:a@example.org",
    f"case:{uuid4()}",
    "javascript:x",
    "#x",
    "",
]
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from([f'<a href="{address}">' for address in ADDRESSES]),
    st.sampled_from(["<p onclick='x()'>", "<!-- x -->", "<", ">", "&", "&amp;", "&nbsp;", "&#0;", " ", "\n", "å"]),
    st.text(max_size=5),
)
SOUP = st.lists(PIECES, max_size=25).map("".join).filter(lambda text: text.isprintable() or "\n" in text)


def letters(html):
    """Return a text's letters, without tags and white space."""
    return "".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@given(SOUP)
def test_the_form_of_a_text_does_not_change_when_it_is_given_again(html):
    once = canonical_html(html)
    assert canonical_html(once) == once
    assert html_problems(once) == []


@given(SOUP)
def test_nothing_but_the_listed_tags_and_addresses_survives(html):
    once = canonical_html(html)
    assert nh3.clean(
        once,
        tags=set(ALLOWED_TAGS),
        attributes={"a": {"href"}},
        link_rel=None,
        url_schemes={"http", "https", "mailto", "case"},
    ) == once.replace("\xa0", "&nbsp;")
    assert set(re.findall(r"</?([a-z0-9]+)", once)) <= ALLOWED_TAGS
    assert all(is_allowed_address(unescape(found)) for found in re.findall(r'href="([^"]*)"', once))
    assert len(re.findall(r"<a ", once)) == len(re.findall(r'<a href="[^"]+">', once))


def _wrapped(inside):
    """Return pairs of HTML and its words, one tag around several others."""
    pairs = st.lists(inside, max_size=4).map(lambda parts: tuple(map("".join, zip(*parts, strict=True))) or ("", ""))
    tags = st.sampled_from(sorted(ALLOWED_TAGS))
    return st.tuples(tags, pairs).map(lambda found: (f"<{found[0]}>{found[1][0]}</{found[0]}>", found[1][1]))


WORDS = st.text(st.characters(exclude_categories=["C"]), max_size=8).map(lambda text: (escape(text), text))


@given(st.recursive(WORDS, _wrapped, max_leaves=20))
def test_tags_of_the_list_keep_every_letter_however_they_nest(pair):
    html, words = pair
    assert html_problems(html) == []
    assert letters(canonical_html(html)) == "".join(words.split())


@pytest.mark.parametrize(
    ("html", "form"),
    [
        ("", ""),
        ("bare words", "<p>bare words</p>"),
        ("<p></p><p> </p><ul><li></li></ul>", ""),
        ("<b>a</b> and <i>b</i>", "<p><strong>a</strong> and <em>b</em></p>"),
        ("<p>one<br/>two</p>", "<p>one two</p>"),
        ("<em><strong>a</strong></em>", "<p><strong><em>a</em></strong></p>"),
        ("<strong><p>a</p><p>b</p></strong>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<p> a \n  b </p>", "<p>a b</p>"),
        ("<p>a&nbsp;b</p>", "<p>a\xa0b</p>"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<blockquote>a</blockquote>", "<blockquote>a</blockquote>"),
        ("<blockquote><p>a</p></blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<h3>a <em>b</em></h3>", "<h3>a <em>b</em></h3>"),
        ("<p>5 < 6 & 7 > 6</p>", "<p>5 &lt; 6 &amp; 7 &gt; 6</p>"),
        ('<a href="tel:22">a</a>', "<p>a</p>"),
        ('<p><a href="/a?b=1&c=2">a</a></p>', '<p><a href="/a?b=1&amp;c=2">a</a></p>'),
    ],
)
def test_the_form_is_the_one_that_the_contract_writes(html, form):
    assert canonical_html(html) == form


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p onclick='x'>a</p>",
        "<p style='color:red'>a</p>",
        "<h1>a</h1>",
        "<b>a</b>",
        "<p><img src=x onerror=y></p>",
        "<svg/onload=x>",
        '<a href="javascript:x">a</a>',
        '<a href=" JaVaScRiPt:x">a</a>',
        '<a href="java&#10;script:x">a</a>',
        '<a href="data:text/html,x">a</a>',
        '<a href="vbscript:x">a</a>',
        '<a href="//evil.example">a</a>',
        '<a href="/\\evil.example">a</a>',
        '<a href="relative">a</a>',
        '<a href="#part">a</a>',
        '<a href="https://">a</a>',
        '<a href="https://exa mple.org/">a</a>',
        '<a href="https://[bad">a</a>',
        '<a href="https://a:99999999/">a</a>',
        '<a href="case:7">a</a>',
        f'<a href="case:{"-" * 36}">a</a>',
        '<a href="/a" target="_blank">a</a>',
        "<!-- a -->",
        "<!doctype html>",
        "<![CDATA[a]]>",
        "<?php a ?>",
        "<p>a <b",
        "<p>a </p",
        '<p><a href="/a>a</a></p>',
        "<p>a &#1; b</p>",
    ],
)
def test_what_the_contract_does_not_list_is_named(html):
    assert html_problems(html)


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>" * 40_000,
        "<strong>" * 200_000,
        "<p" * 200_000,
        "<a href='" * 100_000,
        "<!--" * 200_000,
        "<" * 200_000,
        "&" * 200_000,
        "</" * 200_000,
        "<p " + "a='" * 200_000,
    ],
)
def test_a_hostile_text_is_read_in_seconds(html):
    started = time.monotonic()
    html_problems(html)
    assert time.monotonic() - started < 20


def test_a_link_to_a_case_is_a_link_to_its_page_and_comes_back():
    case = str(uuid4())
    html = f'<p>Se <a href="case:{case}">den andre</a>.</p>'
    kept = to_database(html, {case: 7}.get)
    assert kept == '<p>Se <a id="7" linktype="page">den andre</a>.</p>'
    assert from_database(kept, {7: f"case:{case}"}.get) == html
    assert case_links(html) == [case]


def test_a_link_to_a_page_that_is_gone_becomes_plain_text():
    assert from_database('<p>Se <a linktype="page" id="7">siden</a>.</p>', lambda pk: None) == "<p>Se siden.</p>"
    case = str(uuid4())
    assert to_database(f'<p><a href="case:{case}">a</a></p>', lambda case_id: None) == "<p>a</p>"
    assert without_case_links(f'<p><a href="case:{case.upper()}">a</a></p>', {case}) == "<p>a</p>"
