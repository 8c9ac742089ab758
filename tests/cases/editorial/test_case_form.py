"""The case form: lenient while one drafts, clear when one submits, and nothing that was typed is lost."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from cases.codes import FIELDS, VALUES
from cases.models import CaseIndexPage, CasePage, Partner
from tests.cases.editorial.sent import case_form
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture(autouse=True)
def editor(client):
    user = make_user("Editors")
    client.force_login(user)
    return user


@pytest.fixture
def index():
    return CaseIndexPage.objects.get(locale__language_code="nb")


def _add(client, index, *, more=None, **changes):
    return client.post(
        reverse("wagtailadmin_pages:add", args=["cases", "casepage", index.pk]), case_form(**changes), **(more or {})
    )


def _edit(client, case, *, more=None, **changes):
    sent = case_form(title=case.title, slug=case.slug, **changes)
    return client.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), sent, **(more or {}))


def _shown(client, case):
    return client.get(reverse("wagtailadmin_pages:edit", args=[case.pk])).content.decode()


def _note(page, field):
    found = re.search(rf'<output[^>]*name="note-{field}"[^>]*>([^<]*)</output>', page)
    return html.unescape(found[1]) if found else None


def _draft(case):
    return CasePage.objects.get(pk=case.pk).get_latest_revision_as_object()


CONTRADICTIONS = [
    ({"started": "2020", "ended": "2019"}, "ended"),
    ({"started": "våren"}, "started"),
    ({"contact_email": "kari@example.org"}, "contact_consent_at"),
    ({"values": {"openness": "x" * 1001}}, "value_tags"),
]


@pytest.mark.parametrize(("said", "field"), CONTRADICTIONS, ids=[field for _said, field in CONTRADICTIONS])
class TestContradiction:
    def test_a_draft_is_saved_and_told_of_it_beside_the_field(self, client, index, said, field):
        answer = _add(client, index, **said)
        assert answer.status_code == 302
        assert _note(_shown(client, CasePage.objects.get(slug="systua")), field)

    def test_an_autosave_tells_of_it_and_of_its_end(self, client, said, field):
        case = make_case(live=False)
        answer = _edit(client, case, **said, more=JSON).json()
        assert answer["success"]
        assert answer["field_updates"][f"note-{field}"]
        assert _edit(client, case, more=JSON).json()["field_updates"][f"note-{field}"] == ""

    def test_it_stops_a_submission_and_what_was_written_is_still_there(self, client, index, said, field):
        told = {"summary": "Det vi gjorde.", "challenge": rich_text("<p>Hei.</p>"), "source_reference": "Samtale"}
        answer = _add(client, index, **told, **said, **{"action-submit": "1"})
        assert answer.status_code == 200
        assert set(answer.context["form"].errors) == {field}
        assert "Det vi gjorde." in answer.content.decode()
        assert not CasePage.objects.filter(slug="systua").exists()


@pytest.mark.parametrize(
    ("title", "address"), [("Åpen kafé på Øra", "apen-kafe-pa-ora"), ("???", "side"), ("Systua", "systua-2")]
)
def test_a_first_autosave_makes_the_draft_with_nothing_but_a_title(client, index, title, address):
    make_case(slug="systua")
    answer = _add(client, index, title=title, slug="", more=JSON).json()
    assert answer["success"]
    assert CasePage.objects.get(pk=answer["pk"]).slug == address


def test_a_draft_cannot_be_saved_without_a_title_and_keeps_what_was_written(client, index):
    answer = _add(client, index, title="", challenge=rich_text("<p>Det var stille.</p>"))
    assert set(answer.context["form"].errors) == {"title"}
    assert "Det var stille." in answer.content.decode()


class TestTheAddressOfAnotherPage:
    def test_a_draft_gets_one_of_its_own_and_the_open_form_is_told(self, client, index):
        make_case(slug="systua")
        answer = _add(client, index, more=JSON).json()
        assert CasePage.objects.get(pk=answer["pk"]).slug == "systua-2"
        assert answer["field_updates"]["slug"] == "systua-2"

    def test_one_that_the_portal_has_for_itself_is_no_drafts(self, client, index):
        answer = _add(client, index, slug="sammenlign", more=JSON).json()
        assert CasePage.objects.get(pk=answer["pk"]).slug == "sammenlign-2"

    def test_a_published_page_is_not_moved_to_one_of_the_portals(self, client):
        case = make_case()
        answer = client.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), case_form(slug="sammenlign"))
        assert set(answer.context["form"].errors) == {"slug"}

    def test_a_published_page_keeps_its_own_and_says_why(self, client):
        make_case(slug="systua")
        case = make_case()
        answer = client.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), case_form(slug="systua"))
        assert set(answer.context["form"].errors) == {"slug"}


class TestHows:
    def test_what_is_ticked_comes_back_with_its_how_in_the_models_order(self, client):
        case = make_case(live=False, values=["leadership"], fields=["anchoring"])
        _edit(
            client, case, values={"leadership": "På omgang.", "openness": ""}, fields={"equality": "Ved kjøkkenbordet."}
        )
        draft = _draft(case)
        assert [(tag.code, tag.how) for tag in draft.value_tags.all()] == [
            ("openness", ""),
            ("leadership", "På omgang."),
        ]
        assert [(tag.code, tag.how) for tag in draft.field_tags.all()] == [("equality", "Ved kjøkkenbordet.")]

    def test_the_form_shows_all_of_them_in_the_models_order(self, client):
        page = _shown(client, make_case(live=False))
        for name, codes in (("value_tags", VALUES), ("field_tags", FIELDS)):
            assert re.findall(rf'name="{name}-(\w+)-how"', page) == list(codes)
            assert re.findall(rf'name="{name}-(\w+)-on"', page) == list(codes)

    def test_an_unticked_text_is_kept_for_the_editor_and_shown_to_nobody_else(self, client):
        case = make_case(live=False, values=["openness"])
        _edit(client, case, values={"openness": (False, "Dette vet vi ikke ennå.")})
        assert list(_draft(case).value_tags.all()) == []
        assert "Dette vet vi ikke ennå." in _shown(client, case)
        preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[case.pk])).content.decode()
        assert "Dette vet vi ikke ennå." not in preview
        _edit(client, case, values={"openness": "Dette vet vi ikke ennå."})
        assert [tag.how for tag in _draft(case).value_tags.all()] == ["Dette vet vi ikke ennå."]
        assert _draft(case).hows_set_aside == {}

    def test_a_form_that_was_sent_without_them_leaves_them_alone(self, client):
        case = make_case(live=False, values=["openness"], fields=["equality"])
        sent = {key: text for key, text in case_form(slug=case.slug).items() if "_tags" not in key}
        client.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), sent)
        assert [tag.code for tag in _draft(case).value_tags.all()] == ["openness"]
        assert [tag.code for tag in _draft(case).field_tags.all()] == ["equality"]

    def test_a_change_is_seen_when_two_versions_are_compared(self, client):
        case = make_case(live=False)
        _edit(client, case, values={"openness": "Først slik."})
        first = CasePage.objects.get(pk=case.pk).latest_revision_id
        _edit(client, case, values={"openness": "Så slik."})
        page = client.get(
            reverse("wagtailadmin_pages:revisions_compare", args=[case.pk, first, "latest"])
        ).content.decode()
        assert "deletion" in page
        assert "Først" in page

    def test_a_published_case_keeps_its_tags_while_a_draft_changes_them(self, client):
        case = make_case(values=["openness"])
        _edit(client, case, summary="Kort.", values={"democracy": "Alle er med."})
        assert [tag.code for tag in CasePage.objects.get(pk=case.pk).value_tags.all()] == ["openness"]
        assert [tag.code for tag in _draft(case).value_tags.all()] == ["democracy"]


class TestFoundByTyping:
    def _options(self, page, name):
        select = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)[0]
        return {
            html.unescape(option[1]).split(" (")[0].strip(): set(html.unescape(option[0]).split("|"))
            for option in re.findall(r'<option[^>]*data-terms="([^"]*)"[^>]*>([^<]*)', select)
        }

    @pytest.mark.parametrize(
        ("name", "known_as"),
        [
            ("Karasjok", "karasjohka"),
            ("Larvik", "lardal"),
            ("Larvik", "0728"),
            ("Kristiansand", "sogne"),
            ("Holbæk", "0316"),
        ],
    )
    def test_a_municipality_by_each_of_its_names_and_numbers(self, client, name, known_as):
        assert known_as in self._options(_shown(client, make_case(live=False)), "municipalities")[name]

    def test_every_long_list_is_one(self, client):
        page = _shown(client, make_case(live=False))
        for name in ("municipalities", "counties", "country", "themes", "target_groups"):
            assert re.search(rf'<select name="{name}"[^>]*data-combobox=', page), name

    def test_partners_of_other_cases_with_sector_and_address_each_name_once(self, client):
        for name in ("NAV Larvik", "Nav Larvik"):
            case = make_case(live=False)
            Partner.objects.create(page=case, name=name, sector="nav", url="https://nav.example.org/")
        page = _shown(client, case)
        assert len(re.findall(r'<option value="nav larvik"', page, re.IGNORECASE)) == 1
        assert 'data-sector="nav" data-url="https://nav.example.org/"' in page

    def test_number_of_queries_does_not_grow_with_places_and_partners(self, client):
        cases = []
        for places, partners in ((["3909"], 1), (["3909", "0301", "5610"], 8)):
            cases.append(make_case(live=False, municipalities=places))
            for number in range(partners):
                Partner.objects.create(page=cases[-1], name=f"Partner {number}", sector="nav")
        few, many = cases
        counts = []
        for case in (few, many, few, many):
            with CaptureQueriesContext(connection) as queries:
                _shown(client, case)
            counts.append(len(queries))
        # The first visit to a page begins an editing session.
        assert counts[3] <= counts[2]


def test_each_step_and_position_says_what_it_means(client):
    page = _shown(client, make_case(live=False))
    for name in ("ladder_step", "thickness", "citizen_roles"):
        inputs = re.findall(rf'<input [^>]*name="{name}"[^>]*>', page)
        assert len(inputs) >= 3
        assert all("aria-describedby" in choice for choice in inputs if 'value=""' not in choice)


def test_a_comment_can_be_left_at_values_and_at_every_tab(client):
    page = _shown(client, make_case(live=False))
    for field in ("title", "challenge", "municipalities", "value_tags", "field_tags", "source_reference", "licence"):
        found = re.search(rf'data-contentpath="{field}".*?data-comment-add', page, re.DOTALL)
        assert found, field
