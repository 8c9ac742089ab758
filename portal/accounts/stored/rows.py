"""What the shell, and the packages it brings, store about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.accounts.stored import Kept, by

_WITH_ACCOUNT = _("Until you delete your account.")

ROWS = (
    Kept(
        _("Your account: e-mail address, name, language, and when you signed in last"),
        _("So that you can sign in, and that those you work with see who you are."),
        _(
            "Until you delete it. An account without a team that nobody has used for a year is deleted; we write to "
            "you a month before."
        ),
        {
            "accounts.User": "email first_name last_name confirmed_email date_joined last_login told_of_end_at "
            "deleted_at password session_salt",
            "accounts.User_groups": "user",
            "accounts.User_user_permissions": "user",
            "wagtailusers.UserProfile": "user preferred_language current_time_zone avatar dismissibles",
            "account.EmailAddress": "user email",
            "account.EmailConfirmation": "key",
        },
        {
            "accounts.User": by("pk"),
            "wagtailusers.UserProfile": by("user"),
            "account.EmailAddress": by("user"),
        },
        withheld=frozenset({"password", "session_salt"}),
    ),
    Kept(
        _("How you sign in: fingerprint of a password, app, passkeys, recovery codes, account from work"),
        _("So that nobody else can sign in as you."),
        _("Until you take it away or delete your account."),
        {
            "mfa.Authenticator": "user type data created_at last_used_at",
            "socialaccount.SocialAccount": "user provider uid extra_data date_joined last_login",
            "socialaccount.SocialToken": "token token_secret",
            "wagtailcore.APIToken": "user name created last_used_at prefix key_hash",
        },
        {
            "mfa.Authenticator": by("user"),
            "socialaccount.SocialAccount": by("user"),
            "wagtailcore.APIToken": by("user"),
        },
        withheld=frozenset({"data", "prefix", "key_hash"}),
    ),
    Kept(
        _("Where you are signed in: kind of browser and device, and the day you used it last"),
        _("So that you stay signed in, and can sign out from a device that you have lost. We store no IP address."),
        _("Until you sign out; at most a week."),
        {
            "accounts.Session": "user device seen_on expire_date session_key session_data",
            "sessions.Session": "session_key session_data",
        },
        {"accounts.Session": by("user")},
        withheld=frozenset({"session_key", "session_data"}),
    ),
    Kept(
        _("What you have written, reviewed, commented on and uploaded as an editor"),
        _("So that KS can answer for what is published: who wrote, approved and changed what."),
        _("As long as the text is there. When you delete your account, it says “Former member” in place of your name."),
        {
            "wagtailcore.Page": "owner locked_by",
            "wagtailcore.Revision": "user object_str created_at content",
            "wagtailcore.PageLogEntry": "user action label timestamp data",
            "wagtailcore.ModelLogEntry": "user action label timestamp data",
            "wagtailcore.WorkflowState": "requested_by created_at",
            "wagtailcore.TaskState": "finished_by finished_at comment",
            "wagtailcore.Comment": "user resolved_by text created_at contentpath position",
            "wagtailcore.CommentReply": "user text created_at",
            "wagtailimages.Image": "uploaded_by_user",
            "wagtaildocs.Document": "uploaded_by_user",
        },
        {
            "wagtailcore.Page": by("owner"),
            "wagtailcore.Revision": by("user"),
            "wagtailcore.PageLogEntry": by("user"),
            "wagtailcore.ModelLogEntry": by("user"),
            "wagtailcore.WorkflowState": by("requested_by"),
            "wagtailcore.TaskState": by("finished_by"),
            "wagtailcore.Comment": by("user"),
            "wagtailcore.CommentReply": by("user"),
        },
        withheld=frozenset({"content", "data", "contentpath", "position"}),
    ),
    Kept(
        _("What you have open in the editors' pages, and which comments you follow"),
        _("So that two editors do not write over each other, and nothing is lost when the browser closes."),
        _WITH_ACCOUNT,
        {
            "wagtailadmin.EditingSession": "user last_seen_at",
            "wagtailadmin.FormState": "user last_updated_at data",
            "wagtailcore.PageSubscription": "user",
            "wagtailcore.UploadedFile": "uploaded_by_user file",
        },
        {
            "wagtailadmin.EditingSession": by("user"),
            "wagtailadmin.FormState": by("user"),
            "wagtailcore.PageSubscription": by("user"),
            "wagtailcore.UploadedFile": by("uploaded_by_user"),
        },
    ),
)

# Not in the database, or in it for a short while for what the machines do.
LAST_ROWS = (
    Kept(
        _("The operating log: which pages were fetched and when, and what went wrong"),
        _("So that we find faults. It holds no IP address, name, e-mail address or search."),
        _("A fortnight for what the machines have done on their own; the rest as those who run the portal decide."),
        {
            "accounts.WorkerHeartbeat": "worker",
            "django_tasks_database.DBTaskResult": "args_kwargs task_path worker_ids return_value exception_class_path "
            "traceback",
        },
    ),
    Kept(
        _("How often something was done from the same network or with the same address, as a code"),
        _("To stop misuse, such as somebody who guesses passwords or sends many e-mails."),
        _("At most a day."),
    ),
    Kept(
        _("Copies of the database, in case something is destroyed"),
        _("So that nothing is lost. Nobody reads them otherwise."),
        _("As those who run the portal decide; what you have deleted is gone from them when the copy is."),
    ),
)

NOT_ABOUT_PEOPLE = {
    "auth.Group": "name",
    "auth.Permission": "name codename",
    "contenttypes.ContentType": "app_label model",
    "socialaccount.SocialApp": "provider provider_id name client_id secret key settings",
    "taggit.Tag": "name slug",
    "wagtailadmin.EditingSession": "object_id",
    "wagtailadmin.FormState": "object_id parent_object_id",
    "wagtailcore.Collection": "path name",
    "wagtailcore.CollectionViewRestriction": "password",
    "wagtailcore.Locale": "language_code",
    "wagtailcore.ModelLogEntry": "object_id",
    "wagtailcore.Page": "path title draft_title slug url_path seo_title search_description",
    "wagtailcore.PageViewRestriction": "password",
    "wagtailcore.ReferenceIndex": "object_id to_object_id model_path content_path",
    "wagtailcore.Revision": "object_id",
    "wagtailcore.Site": "hostname site_name",
    "wagtailcore.Task": "name",
    "wagtailcore.Workflow": "name",
    "wagtailcore.WorkflowState": "object_id",
    "wagtaildocs.Document": "title file file_hash",
    "wagtailembeds.Embed": "url hash html title author_name provider_name thumbnail_url",
    "wagtailimages.Image": "title file description file_hash",
    "wagtailimages.Rendition": "filter_spec file focal_point_key",
    "wagtailredirects.Redirect": "old_path redirect_page_route_path redirect_link",
    "wagtailsearch.IndexEntry": "object_id autocomplete title body title_text body_text",
    "django_tasks_database.DBTaskResult": "queue_name backend_name",
}
