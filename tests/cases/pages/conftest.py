"""What the tests of pages share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

Get = Callable[..., BeautifulSoup]


@pytest.fixture
def get(client: Client, db: None) -> Get:
    """Fetch an address and read its page; the status has to be 200 unless another is named."""

    def fetch(path: str, status: int = 200) -> BeautifulSoup:
        response = client.get(path)
        assert response.status_code == status, f"{response.status_code} for {path}"
        return BeautifulSoup(response.content, "html.parser")

    return fetch
