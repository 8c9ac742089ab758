"""Gives both groups what they may do with pages, and puts the review in two steps in the place of Wagtail's workflow."""

from django.db import migrations

PAGE_PERMISSIONS = {
    "Editors": ["add_page", "change_page", "lock_page"],
    "Publishers": ["add_page", "change_page", "lock_page", "unlock_page", "publish_page"],
}
MEDIA_PERMISSIONS = ["add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"]
# What Wagtail's own migrations have given already, and what is therefore left when this is taken back.
WAGTAILS_OWN = {
    "Editors": ["add_page", "change_page"],
    "Publishers": ["add_page", "change_page", "lock_page", "unlock_page", "publish_page"],
}
WORKFLOW = "Gjennomgang"
STEPS = [
    ("professional", "Faglig gjennomgang", "Editors"),
    ("language", "Språk og tilgjengelighet", "Publishers"),
]
WAGTAILS_WORKFLOW = "Moderators approval"


def _page_permissions(apps, wanted):
    """Give the groups exactly these permissions on the root page."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    for name, codenames in wanted.items():
        group = Group.objects.get(name=name)
        own = GroupPagePermission.objects.filter(group=group, page=root)
        own.exclude(permission__codename__in=codenames).delete()
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", content_type__model="page", codename__in=codenames
        ):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def give_permissions(apps, schema_editor):
    """Editors write; publishers also unlock, and take off the site. Both use the images and documents of all."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    _page_permissions(apps, PAGE_PERMISSIONS)
    media = Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=MEDIA_PERMISSIONS
    )
    admin = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for group in Group.objects.filter(name__in=PAGE_PERMISSIONS):
        group.permissions.add(*admin)
        for permission in media:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def take_permissions_back(apps, schema_editor):
    """Leave what Wagtail itself gives."""
    _page_permissions(apps, WAGTAILS_OWN)
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(
        group__name__in=PAGE_PERMISSIONS, permission__content_type__app_label="wagtaildocs"
    ).delete()


def make_review(apps, schema_editor):
    """Make the workflow of two steps and assign it to all pages."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    ReviewTask = apps.get_model("cases", "ReviewTask")
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    content_type, _made = ContentType.objects.get_or_create(app_label="cases", model="reviewtask")

    workflow = Workflow.objects.create(name=WORKFLOW)
    for place, (step, name, group) in enumerate(STEPS):
        task = ReviewTask.objects.create(name=name, step=step, content_type=content_type)
        task.groups.add(Group.objects.get(name=group))
        WorkflowTask.objects.create(workflow=workflow, task_id=task.pk, sort_order=place)
    WorkflowPage.objects.filter(page=root).delete()
    WorkflowPage.objects.create(page=root, workflow=workflow)
    Workflow.objects.filter(name=WAGTAILS_WORKFLOW).update(active=False)
    apps.get_model("wagtailcore", "Task").objects.filter(name=WAGTAILS_WORKFLOW).update(active=False)


def take_review_back(apps, schema_editor):
    """Take the review away with all that is under review, and assign Wagtail's workflow again."""
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    Workflow.objects.filter(workflow_tasks__task__in=apps.get_model("cases", "ReviewTask").objects.all()).delete()
    apps.get_model("cases", "ReviewTask").objects.all().delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name=WAGTAILS_WORKFLOW).update(active=True)
    workflow = Workflow.objects.filter(name=WAGTAILS_WORKFLOW).first()
    if workflow is not None:
        Workflow.objects.filter(pk=workflow.pk).update(active=True)
        root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
        WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0004_follow_translations"),
        ("cases", "0005_review_tasks"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        migrations.RunPython(give_permissions, take_permissions_back),
        migrations.RunPython(make_review, take_review_back),
    ]
