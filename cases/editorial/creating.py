"""Making a page: one page however often the form is sent, and a new one from what was written in a deleted one."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.create import CreateView as WagtailCreateView
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page, PageLogEntry

from cases.editorial.loaded import UNSEEN, Happening, name_of
from cases.editorial.rows import as_new_rows

_SALT = "cases.editorial.creating"


def sign_key(key: UUID, user: Any) -> str:
    """Return a new page's key as its form carries it: good for this person only."""
    return signing.dumps([str(key), user.pk], salt=_SALT)


def read_key(signed: str, user: Any) -> UUID | None:
    """Return the key that a form carries, or None for one that we did not give to this person."""
    try:
        key, user_id = signing.loads(signed, salt=_SALT)
    except signing.BadSignature:
        return None
    return UUID(key) if user_id == user.pk else None


class CreateView(WagtailCreateView):
    """Wagtail's create view; a form that is sent twice, by a second click or a line that broke, makes one page."""

    template_name = "admin/editing/create.html"
    rescued: Happening | None = None

    def dispatch(self, request: HttpRequest, app_name: str = "", model_name: str = "", **kwargs: Any) -> HttpResponse:
        """Let those who make pages below one and the same page do it one after the other."""
        names = {
            "content_type_app_name": kwargs.pop("content_type_app_name", app_name),
            "content_type_model_name": kwargs.pop("content_type_model_name", model_name),
        }
        if request.method != "POST":
            return super().dispatch(request, **names, **kwargs)
        with transaction.atomic():
            Page.objects.select_for_update(of=("self",)).filter(pk=kwargs["parent_page_id"]).values_list("pk").first()
            return super().dispatch(request, **names, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the page, unless this very form has made it already."""
        key = read_key(request.POST.get("creation_key", ""), request.user)
        if key is None:
            return super().post(request)
        made = Page.objects.filter(translation_key=key, locale=self.page.locale).first()
        if made is not None:
            return self._go_on_with(made)
        self.page.translation_key = key
        return super().post(request)

    def _go_on_with(self, made: Page) -> HttpResponse:
        if self.expects_json_response:
            return self.json_error_response("invalid_revision", _("This was saved already, in another window."))
        data = self.request.POST.copy()
        data.update({"loaded_fingerprint": UNSEEN, "loaded_version": UNSEEN, "loaded_log": "0"})
        self.request.POST = data
        view = page_viewset_registry.get_by_page_id(made.pk).get_view_by_name("edit")
        response: HttpResponse = view(self.request, page_id=made.pk)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the key that tells one new page from another."""
        context = super().get_context_data(**kwargs)
        key = read_key(self.request.POST.get("creation_key", ""), self.request.user) or uuid4()
        return {**context, "creation_key": sign_key(key, self.request.user), "rescued": self.rescued}


class RescueView(CreateView):
    """Shows what was written in a page that somebody has deleted meanwhile, as the form of a new one."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the form again; nothing is made before it is sent once more."""
        self.form = self.form_class(
            request.POST,
            request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent_page,
            for_user=request.user,
        )
        self.form.defer_required_fields()
        self.form.is_valid()
        self.has_unsaved_changes = True
        self.autosave_enabled = False
        return self.render_to_response(self.get_context_data(), status=409)


def edit_or_rescue(request: HttpRequest, page_id: int) -> HttpResponse:
    """Edit a page; where it was deleted while somebody wrote, give back what she wrote."""
    if request.method == "POST" and not Page.objects.filter(pk=page_id).exists():
        return _rescue(request, page_id)
    view = page_viewset_registry.as_view("edit", page_id_kwarg="page_id")
    response: HttpResponse = view(request, page_id=page_id)
    return response


def _rescue(request: HttpRequest, page_id: int) -> HttpResponse:
    deletion = PageLogEntry.objects.filter(page_id=page_id, deleted=True).select_related("user", "content_type").first()
    below = request.POST.get("loaded_below", "")
    if deletion is None or not below.isdecimal() or len(below) > 9:
        raise Http404
    if not request.accepts("text/html"):
        message = _("Somebody has deleted this. What you have written is still here: press Save to keep it.")
        return JsonResponse({"success": False, "error_code": "invalid_revision", "error_message": message}, status=400)
    request.POST = as_new_rows(request.POST)  # type: ignore[assignment]
    rescued = Happening(name_of(deletion.user, request.user), str(deletion.message), deletion.timestamp)
    view = RescueView.as_view(rescued=rescued)
    return view(request, *deletion.content_type.natural_key(), parent_page_id=int(below))
