"""Says to a team where what it has chosen to show with a case waits."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cases.editorial.showing import Standing


def waiting_in_words(standing: Standing, name: str) -> list[str]:
    """Return how something waits that is called `name`; nothing where nothing waits."""
    if not standing.waits:
        return []
    asked = {"show": name, "step": standing.step}
    if standing.is_in_review:
        return [_("In review (%(step)s): %(show)s.") % asked]
    if standing.comment:
        return [_("An editor has sent it back: %(show)s.") % asked]
    if not standing.is_published:
        return [_("Waiting for the case to be published: %(show)s.") % asked]
    return [
        _("In an editor's draft: %(show)s.") % asked,
        _("It goes to review when the editor sends the draft; until then readers see what they see now."),
    ]
