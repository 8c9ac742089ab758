"""What the library stores about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.accounts.stored import Kept, by, by_address

ROWS = (
    Kept(
        _("Your teams: your role, when you came, and what you have done there"),
        _("So that the team knows who may do what, and what has happened."),
        _(
            "As long as you are in the team. What has happened stays with the team; when you delete your account, it "
            "says “Former member” in place of your name."
        ),
        {
            "cases.Team": "created_by created_at name",
            "cases.Membership": "user role joined_at",
            "cases.TeamEvent": "by about kind at role",
        },
        {
            "cases.Team": by("created_by"),
            "cases.Membership": by("user"),
            "cases.TeamEvent": by("by", "about"),
        },
    ),
    Kept(
        _("Invitations to teams: the address, who invited, and when"),
        _("So that the one who is invited can come in, and nobody else."),
        _("Three months after it is accepted, withdrawn or too old."),
        {"cases.Invitation": "email role language invited_by created_at sent_at token_digest"},
        {"cases.Invitation": lambda user: by("invited_by")(user) | by_address("email")(user)},
        # Whom somebody else is invited by is that person's matter too.
        withheld=frozenset({"token_digest"}),
    ),
    Kept(
        _("Searches that you follow by e-mail: address, search, language and how often"),
        _("So that we can tell you of new cases."),
        _(
            "Until you stop it or delete your account. What is not confirmed is deleted after a week. "
            "An address that refuses our e-mails for two months is deleted too."
        ),
        {"cases.Follow": "email language parameters frequency asked_at confirmed_at told_until address"},
        {"cases.Follow": by_address("email")},
        withheld=frozenset({"address"}),
    ),
    Kept(
        _("Lists of cases that somebody shares by link: name, cases and notes"),
        _("So that those who have the link can read them. We do not know whose they are."),
        _("Until somebody deletes the list; two years after it was opened last."),
        {"cases.SharedList": "address edit_digest name entries"},
    ),
    Kept(
        _("Contact persons of cases: name, role, e-mail address, and when they consented"),
        _("So that readers can ask those who know the case."),
        _("Until you withdraw your consent, or the case is deleted."),
        {"cases.CasePage": "contact_name contact_role contact_email contact_consent_at"},
        {"cases.CasePage": by_address("contact_email")},
    ),
    Kept(
        _("Texts and pictures of cases, in which people may be named or seen who have consented"),
        _("To tell what was done, and by whom."),
        _("As long as the case is there; we take out what you ask us to."),
        {
            "cases.CasePage": "summary place image_alt image_credit challenge solution results lessons transfer body "
            "source_reference hows_set_aside",
            "cases.ValueTag": "how",
            "cases.FieldTag": "how",
            "cases.Partner": "name url",
            "cases.PortalImage": "title file description uploaded_by_user",
            "cases.PortalRendition": "file",
            "cases.PortalDocument": "title file uploaded_by_user",
            "cases.SearchRow": "title words text title_key",
        },
    ),
    Kept(
        _("Reviews: who sent a text in, who is to review it, and the answers"),
        _("So that each text is read by somebody else before it is published."),
        _("As long as the text is there. When you delete your account, it says “Former member” in place of your name."),
        {"cases.ReviewTaskState": "submitted_by assigned_to due_on checklist"},
        {"cases.ReviewTaskState": by("submitted_by", "assigned_to")},
    ),
)

NOT_ABOUT_PEOPLE = {
    "cases.CaseIndexPage": "intro",
    "cases.CasePage": "texts_digest translated_digest country started ended ladder_step citizen_roles themes "
    "target_groups title_key shown_with",
    "cases.Concept": "code handbook_pages los_uri",
    "cases.ConceptText": "name slug short description questions aliases loaded_digest",
    "cases.County": "number name sort_key",
    "cases.FieldTag": "code",
    "cases.ImportedCase": "locale digest",
    "cases.Municipality": "number name official_name other_names region sort_key",
    "cases.MunicipalityChange": "old_number old_name new_number new_name kind",
    "cases.Partner": "sector",
    "cases.PortalDocument": "file_hash arrived_hash",
    "cases.PortalImage": "file_hash arrived_hash",
    "cases.PortalRendition": "filter_spec focal_point_key",
    "cases.SearchRow": "locale facets digest",
    "cases.Synonym": "words also",
    "cases.ValueTag": "code",
}
