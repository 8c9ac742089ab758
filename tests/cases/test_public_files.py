"""What readers see is not changed past the review: not by files that are replaced, nor by many pages at once."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Page

from cases.models import CasePage, PortalDocument, PortalImage
from cases.permissions import PublicFilePolicy
from tests.factories import make_case, make_user, png

pytestmark = pytest.mark.django_db


def _picture(owner) -> PortalImage:
    image = PortalImage(title="Bilde", file=ContentFile(png(), "bilde.png"), uploaded_by_user=owner)
    image.save()
    return image


def _publish(**fields) -> CasePage:
    """Publish a case as the system does; the review has tests of its own."""
    case = make_case(live=False, **fields)
    case.save_revision().publish()
    return CasePage.objects.get(pk=case.pk)


def test_a_picture_on_a_published_page_is_replaced_and_deleted_by_publishers_only(client):
    editor, publisher = make_user("Editors"), make_user("Publishers")
    image = _picture(editor)
    _publish(image=image, image_alt="Et bord")
    client.force_login(editor)
    for page in ("", "delete/"):
        assert client.get(f"/admin/images/{image.pk}/{page}").url == "/admin/"
        assert client.post(f"/admin/images/{image.pk}/{page}", {"title": "Noe annet"}).url == "/admin/"
    client.post(f"/admin/images/multiple/{image.pk}/delete/", headers={"x-requested-with": "XMLHttpRequest"})
    client.post(f"/admin/bulk/cases/portalimage/delete/?id={image.pk}")
    assert PortalImage.objects.get(pk=image.pk).title == "Bilde"
    client.force_login(publisher)
    assert client.get(f"/admin/images/{image.pk}/").status_code == 200


def test_a_picture_of_drafts_is_everybodys_to_mend(client):
    editor = make_user("Editors")
    image = _picture(make_user("Editors"))
    make_case(live=False, image=image, image_alt="Et bord")
    client.force_login(editor)
    assert client.get(f"/admin/images/{image.pk}/").status_code == 200


def test_a_picture_that_readers_see_can_still_be_chosen():
    image = _picture(make_user("Editors"))
    _publish(image=image, image_alt="Et bord")
    policy = PublicFilePolicy(PortalImage, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user")
    assert policy.user_has_permission_for_instance(make_user("Editors"), "choose", image)


def test_the_policy_is_in_use_for_documents_too():
    from wagtail.permissions import policy_registry

    assert isinstance(policy_registry.get_by_type(PortalDocument), PublicFilePolicy)


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
def test_an_editor_changes_nothing_that_is_published_by_an_action_on_many_pages(client, action):
    live, draft = make_case(), make_case(live=False)
    before = [(page.live, page.path) for page in (live, draft)]
    client.force_login(make_user("Editors"))
    target = live.get_parent().get_translations().first()
    client.post(
        f"/admin/bulk/wagtailcore/page/{action}/?id={live.pk}&id={draft.pk}",
        {"reason": "Fordi", "chooser": target.pk, "include_descendants": "on", "move_applicable": "on"},
    )
    if action == "delete":
        assert Page.objects.filter(pk=live.pk).exists()
    else:
        assert [Page.objects.values_list("live", "path").get(pk=page.pk) for page in (live, draft)] == before
