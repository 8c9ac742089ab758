"""What the tests of places share."""

from tests.cases.pages.conftest import get

__all__ = ["get"]
