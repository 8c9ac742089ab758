"""What goes out comes in again: export, an empty portal, import, export — and the files are equal."""

from __future__ import annotations

import hashlib
import io
import json
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cases.blocks import StoryBlock
from cases.exchange.importer import import_cases
from cases.models import CasePage, ImportedCase
from tests.factories import case_record, png, write_lines

pytestmark = pytest.mark.django_db


def exported(*options, folder=None):
    """Return the lines of an export, sorted."""
    if folder:
        call_command("export_cases", str(folder / "out.jsonl"), *options, stderr=io.StringIO())
        return sorted((folder / "out.jsonl").read_text().splitlines())
    out = io.StringIO()
    from cases.exchange.exporter import export_cases

    export_cases(out, drafts="--drafts" in options, with_contacts="--with-contacts" in options)
    return sorted(out.getvalue().splitlines())


def empty_the_portal():
    """Take away every case and what imports and pictures remember of them."""
    for page in CasePage.objects.all():
        page.delete()
    ImportedCase.objects.all().delete()
    for stored in (*get_image_model().objects.all(), *get_document_model().objects.all()):
        stored.delete()


def bring_in(path, *options):
    """Import a file; return what the command said."""
    out, err = io.StringIO(), io.StringIO()
    call_command("import_cases", str(path), *options, stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


def test_the_demo_library_survives_the_journey(demo_library, tmp_path):
    first = exported(folder=tmp_path)
    assert len(first) == 20
    empty_the_portal()
    bring_in(tmp_path / "out.jsonl")
    assert exported() == first


def _put_beside(folder, content, ending):
    name = f"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}.{ending}"
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / name).write_bytes(content)
    return name


def _every_block(image, folder):
    """Return each block that the contract knows, and those with something optional once without it."""
    document = {"file": _put_beside(folder, b"Fem familier ble med.\n", "txt"), "title": "Rapport", "description": "x"}
    other = {**image, "file": _put_beside(folder, png(colour="blue"), "png"), "alt": "", "decorative": True}
    poster = {"file": _put_beside(folder, png(colour="green"), "png"), "credit": "Kari", "consent": True}
    video = {"title": "En dag", "url": "https://vimeo.com/123456", "text": "De ler.\n\nDe går.", "poster": poster}
    event = {"when": "våren 2023", "title": "Første vår", "text": "Seks familier."}
    figure = {"figure": "12,5 %", "what": "færre flyttinger", "note": "NAV"}
    question = {"question": "Hvem mangler?", "hint": "Tenk etter.", "concept": "anchoring"}
    values = [
        ("image", image),
        ("gallery", {"images": [image, other], "caption": "Fra våren"}),
        ("video", video),
        ("video", {**video, "url": "https://tv.nrk.no/x", "poster": None}),
        ("document", document),
        ("key_figures", {"figures": [figure, {**figure, "note": ""}]}),
        ("timeline", {"events": [event, {**event, "text": ""}]}),
        ("question", question),
        ("question", {**question, "hint": "", "concept": None}),
    ]
    return [{"type": kind, "value": value} for kind, value in values]


def _file_with_everything(folder):
    name = _put_beside(folder, png(), "png")
    image = {"file": name, "alt": "En systue", "decorative": False, "credit": "Ola", "consent": True}
    ids = [str(uuid4()) for _n in range(4)]
    contact = {"name": "Kari", "role": "leder", "email": "k@example.org", "consent_at": "2026-01-02T10:00:00Z"}
    body = [*_every_block(image, folder), *case_record()["body"]]
    link = f'<p>Se <a href="case:{ids[1]}">den andre</a> og <a href="https://example.org/?a=1&amp;b=2">siden</a>.</p>'
    whole = case_record(
        id=ids[0], image=image, body=body, contact=contact, challenge=link, last_confirmed_at="2026-05-01T00:00:00Z"
    )
    texts = {"slug": "sak-nn", "title": "Kjøkenbordet", "summary": "Saman.", "place": "Larvik i sør", "challenge": link}
    nynorsk = {**whole, **texts, "locale": "nn", "image": {**image, "alt": "Ei systove"}, "first_published_at": None}
    nynorsk["values"] = [{"code": "openness", "how": "Møta er opne."}]
    nynorsk["partners"] = [{**whole["partners"][0], "name": "Frivilligsentralen i Larvik"}]
    only_nynorsk = case_record(id=ids[1], locale="nn", phase=None, ended=None, innovation=None, thickness=None)
    danish = case_record(id=ids[2], country="DK", municipalities=["0710", "0316"], place="Holbæk")
    draft = case_record(id=ids[3], first_published_at=None, municipalities=[], counties=["39"], contact=None)
    return write_lines(folder, whole, nynorsk, only_nynorsk, danish, draft)


def test_every_key_survives_pictures_links_contacts_drafts_and_translations_too(tmp_path):
    bring_in(_file_with_everything(tmp_path))
    everything = ("--drafts", "--with-contacts")
    first = exported(*everything, folder=tmp_path)
    assert len(first) == 5
    (tmp_path / "out").mkdir()
    assert exported(*everything, folder=tmp_path / "out") == first
    assert len(list((tmp_path / "out" / "files").iterdir())) == 4
    empty_the_portal()
    bring_in(tmp_path / "out" / "out.jsonl")
    assert exported(*everything) == first
    kinds = {block["type"] for line in map(json.loads, first) for block in line["body"]}
    assert kinds == set(StoryBlock().child_blocks)
    contacts = [json.loads(line)["contact"] for line in first]
    assert sum(contact is not None for contact in contacts) >= 1


def test_an_export_holds_live_cases_and_no_contacts_unless_asked(tmp_path):
    bring_in(_file_with_everything(tmp_path))
    lines = [json.loads(line) for line in exported()]
    assert len(lines) == 3
    assert [line["contact"] for line in lines] == [None] * 3
    assert "k@example.org" not in json.dumps(lines)


def test_a_link_to_a_case_of_the_same_file_leads_to_its_page(client, tmp_path):
    bring_in(_file_with_everything(tmp_path))
    case = CasePage.objects.get(title="Kjøkkenbordet i Larvik", locale__language_code="nb", country="NO", live=True)
    target = CasePage.objects.get(locale__language_code="nn", live=True)
    assert f'href="{target.url}"' in client.get(case.url).content.decode()


def test_a_danish_code_is_not_taken_for_a_norwegian_one(tmp_path):
    bring_in(write_lines(tmp_path, case_record(country="DK", municipalities=["0710"])))
    place = CasePage.objects.get().municipalities.get()
    assert (place.country, place.number, place.name) == ("DK", "0710", "Favrskov")


def test_an_old_number_becomes_todays(tmp_path):
    bring_in(write_lines(tmp_path, case_record(municipalities=["0709"])))
    assert [m.number for m in CasePage.objects.get().municipalities.all()] == ["3909"]


def test_importing_twice_makes_nothing_twice(tmp_path):
    path = _file_with_everything(tmp_path)
    bring_in(path)
    before = exported("--drafts", "--with-contacts")
    revisions = {page.pk: page.revisions.count() for page in CasePage.objects.all()}
    assert "Uendret: 5" in bring_in(path)
    assert CasePage.objects.count() == 5
    assert exported("--drafts", "--with-contacts") == before
    assert {page.pk: page.revisions.count() for page in CasePage.objects.all()} == revisions
    assert get_image_model().objects.count() == 3
    assert get_document_model().objects.count() == 1


def _edit(page, *, publish):
    page.lessons = "<p>Skrevet av en redaktør.</p>"
    revision = page.save_revision()
    if publish:
        revision.publish()


@pytest.mark.parametrize("change", ["published edit", "draft edit", "unpublished", "deleted"])
def test_what_somebody_has_changed_is_named_and_left_alone(tmp_path, change):
    record = case_record(title="Den endrede")
    path = write_lines(tmp_path, record)
    bring_in(path)
    page = CasePage.objects.get()
    if change == "deleted":
        page.delete()
    elif change == "unpublished":
        page.unpublish()
    else:
        _edit(page, publish=change == "published edit")
    before = exported("--drafts")
    said = bring_in(write_lines(tmp_path, {**record, "summary": "Ny oppsummering."}))
    assert "Den endrede" in said
    assert exported("--drafts") == before
    bring_in(path, "--overwrite")
    page = CasePage.objects.get()
    assert page.live
    assert page.get_latest_revision_as_object().lessons == ""


def test_what_nobody_has_changed_is_brought_up_to_date(tmp_path):
    record = case_record()
    bring_in(write_lines(tmp_path, record))
    bring_in(write_lines(tmp_path, {**record, "summary": "Ny oppsummering.", "values": []}))
    page = CasePage.objects.get()
    assert (page.summary, page.value_tags.count(), page.live) == ("Ny oppsummering.", 0, True)


def test_a_failure_in_the_middle_leaves_nothing(tmp_path, monkeypatch):
    calls = []

    def fails_the_second_time(page):
        calls.append(page)
        if len(calls) == 2:
            raise RuntimeError("the machine is on fire")
        original(page)

    original = CasePage.full_clean
    monkeypatch.setattr(CasePage, "full_clean", lambda self, *args, **kwargs: fails_the_second_time(self))
    with pytest.raises(RuntimeError), write_lines(tmp_path, case_record(), case_record()).open("rb") as lines:
        import_cases(lines)
    assert CasePage.objects.count() == 0


def test_a_file_that_cannot_be_read_is_said_in_one_line(tmp_path):
    for path in (tmp_path / "missing.jsonl", tmp_path):
        with pytest.raises(CommandError) as error:
            bring_in(path)
        assert str(error.value).count("\n") == 0
