"""Makes the sizes of a picture, by the task worker: AVIF takes longer than a reader should wait."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django_tasks import task

from cases.models import PortalImage
from cases.pictures.sizes import all_specs


def make_sizes(image: PortalImage) -> int:
    """Make those sizes of a picture that are missing; return how many, none where its file is gone or broken.

    They appear together: pages are made anew once.
    """
    with transaction.atomic():
        before = image.renditions.count()
        image.get_renditions(*all_specs())
        return image.renditions.count() - before


@task()
def make_sizes_of(image_id: int) -> None:
    """Make the sizes of the picture with this id, if it is still there."""
    image = PortalImage.objects.filter(pk=image_id).first()
    if image is not None:
        make_sizes(image)


def ask_for_sizes(instance: PortalImage, raw: bool = False, **kwargs: Any) -> None:
    """Ask the worker for the sizes of a picture that is new, or has another file or another centre."""
    if not raw:
        transaction.on_commit(partial(make_sizes_of.enqueue, instance.pk))


def connect() -> None:
    """Listen; called when the app is ready."""
    post_save.connect(ask_for_sizes, sender=PortalImage, dispatch_uid="cases.pictures.ask_for_sizes")
