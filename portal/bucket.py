"""Uploads in an S3-compatible bucket: the same names and addresses as in a folder, and read by the portal alone."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

# Seconds; a page must not wait long for a service that does not answer.
_CONNECT, _READ = 5, 30


class Bucket(S3Storage):
    """A bucket whose files are shown at our own addresses, never at the bucket's: see docs/decisions."""

    def get_default_settings(self) -> dict[str, Any]:
        """Return what every S3-compatible service understands; the rest comes from the settings."""
        config = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            connect_timeout=_CONNECT,
            read_timeout=_READ,
            retries={"max_attempts": 3, "mode": "standard"},
            # Sums that only Amazon's own service knows are left out.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        return {**super().get_default_settings(), "client_config": config, "file_overwrite": False}

    def get_modified_time(self, name: str) -> datetime:
        """Return when a file was stored; FileNotFoundError when it is not there, as for a folder."""
        try:
            return super().get_modified_time(name)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == HTTPStatus.NOT_FOUND:
                raise FileNotFoundError(name) from error
            raise

    def url(self, name: str, *_args: Any, **_options: Any) -> str:
        """Return the address at the portal, which tells nothing of the bucket and holds no key."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(clean_name(name))}"
