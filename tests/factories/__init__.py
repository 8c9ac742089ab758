"""Makes what tests need: records, pages, users."""

from tests.factories.articles import make_article
from tests.factories.cases import case_record, make_case, make_cases, png, write_lines
from tests.factories.people import make_user

__all__ = ["case_record", "make_article", "make_case", "make_cases", "make_user", "png", "write_lines"]
