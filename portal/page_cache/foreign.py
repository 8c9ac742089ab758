"""What public pages show of the tables that Django, Wagtail and other packages bring, and of the portal's own."""

from __future__ import annotations

from portal.page_cache.declarations import hide, ignore, show


def declare() -> None:
    """Say it; called when the app is ready."""
    show("wagtailcore", "Page", "Locale", "Site", "PageViewRestriction")
    # Saving a draft, or locking it, shows nothing to readers.
    ignore(
        *("wagtailcore", "Page"),
        *("draft_title", "latest_revision_id", "latest_revision_created_at", "has_unpublished_changes"),
        *("locked", "locked_at", "locked_by_id", "owner_id", "numchild", "go_live_at", "expire_at"),
    )
    hide(
        "accounts",
        "User",
        "User_groups",
        "User_user_permissions",
        "Session",
        "WorkerHeartbeat",
        "Edition",
        "PendingChange",
    )
    hide("auth", "Permission", "Group", "Group_permissions")
    hide("account", "EmailAddress", "EmailConfirmation")
    hide("mfa", "Authenticator")
    hide("socialaccount", "SocialApp", "SocialAccount", "SocialToken")
    hide("contenttypes", "ContentType")
    hide("sessions", "Session")
    hide("django_tasks_database", "DBTaskResult")
    hide("taggit", "Tag", "TaggedItem")
    # Asked only where there is no page, and such answers are not kept.
    hide("wagtailredirects", "Redirect")
    hide("wagtailembeds", "Embed")
    hide("wagtailusers", "UserProfile")
    # The portal has image and document models of its own.
    hide("wagtaildocs", "Document")
    hide("wagtailimages", "Image", "Rendition")
    hide("wagtailsearch", "IndexEntry")
    hide("wagtailadmin", "Admin", "EditingSession", "FormState")
    hide("wagtailcore", "ModelLogEntry", "PageLogEntry", "Revision", "UploadedFile", "Comment", "CommentReply")
    hide("wagtailcore", "ReferenceIndex", "PageSubscription", "APIToken")
    hide("wagtailcore", "Workflow", "WorkflowContentType", "WorkflowPage", "WorkflowState", "WorkflowTask")
    hide("wagtailcore", "Task", "TaskState", "GroupApprovalTask", "GroupApprovalTask_groups")
    # Who may do or see what once signed in; for them nothing is kept.
    hide("wagtailcore", "GroupSitePermission", "GroupCollectionPermission", "GroupPagePermission", "Collection")
    hide("wagtailcore", "PageViewRestriction_groups", "CollectionViewRestriction", "CollectionViewRestriction_groups")
