"""Uploads in an S3-compatible bucket: the rules for documents and originals hold, no address leads to the bucket."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from django.core.files.storage import default_storage
from django.test import override_settings
from moto.server import ThreadedMotoServer
from PIL import Image

from cases.models import CasePage
from portal.backup import storage
from tests.factories import make_case, make_user
from tests.factories.stories import make_document, make_image

pytestmark = pytest.mark.django_db
BUCKET = "opplastet"


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of an S3-compatible service of our own."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture(autouse=True)
def bucket(service: str) -> Iterator[Any]:
    """An empty bucket in which uploads are kept during a test."""
    options = {"endpoint_url": service, "region_name": "eu-north-1"}
    keys = {"access_key": "key", "secret_key": "secret"}
    made = boto3.resource(
        "s3", **options, aws_access_key_id=keys["access_key"], aws_secret_access_key=keys["secret_key"]
    ).create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
    storages = {
        "default": {"BACKEND": "portal.bucket.Bucket", "OPTIONS": {**options, **keys, "bucket_name": BUCKET}},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=storages):
        yield made
    made.objects.delete()
    made.delete()


def _keys(bucket: Any) -> list[str]:
    return sorted(one.key for one in bucket.objects.all())


def test_a_picture_goes_from_the_bucket_to_the_reader_and_its_address_holds_no_key(client, bucket):
    image = make_image()
    rendition = image.get_rendition("fill-20x20|format-webp")
    assert rendition.url == f"/media/{rendition.file.name}"
    assert _keys(bucket) == sorted([image.file.name, rendition.file.name])
    answer = client.get(rendition.url)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).size == (20, 20)
    again = client.get(rendition.url, headers={"if-modified-since": answer.headers["Last-Modified"]})
    assert again.status_code == 304
    assert client.get("/media/images/nothing.webp").status_code == 404


def test_neither_originals_nor_documents_are_served_by_the_way_of_pictures(client):
    original = make_image().file.name
    document = make_document().file.name
    for path in (original, f"images/../{original}", f"images/..%5c{original.replace('/', '%5c')}", document):
        assert client.get(f"/media/{path}").status_code == 404
    assert client.get(f"/media/images/%2e%2e/{original}").status_code == 404


def test_a_document_is_served_by_our_own_view_and_only_to_whom_it_is_for(client, bucket):
    document = make_document(content=b"Fem familier.\n")
    assert client.get(document.url).status_code == 404
    client.force_login(make_user("Editors"))
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"Fem familier.\n"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    bucket.objects.delete()
    assert client.get(document.url).status_code == 404


@override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}})
def test_what_is_deleted_is_gone_from_the_bucket(bucket, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image, document = make_image(), make_document()
        image.get_rendition("fill-20x20")
        image.delete()
        document.delete()
    assert _keys(bucket) == []


def test_a_page_is_shown_with_and_without_the_file_of_its_picture(client, bucket):
    case = make_case(image=make_image(), image_alt="Et bord")
    address = CasePage.objects.get(pk=case.pk).url
    assert b'alt="Et bord"' in client.get(address).content
    bucket.objects.delete()
    assert client.get(address).status_code == 200


def test_a_backup_reads_and_fills_the_bucket(bucket):
    make_document(content=b"ett")
    make_image().get_rendition("fill-20x20")
    assert sorted(storage.names()) == _keys(bucket)
    storage.put("documents/x/to.txt", io.BytesIO(b"to"))
    assert default_storage.open("documents/x/to.txt").read() == b"to"
    assert storage.sum_of("documents/x/to.txt") == hashlib.sha256(b"to").hexdigest()
