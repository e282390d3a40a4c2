"""One headless browser for all tests of the verifier page."""

import os
from collections.abc import Iterator

import pytest

from tests.verifiers.page import Browser, Page, find_chromium


@pytest.fixture(scope="session")
def page() -> Iterator[Page]:
    """Give the verifier page; `page.verify(package)` checks a package on it.

    Without Chromium the test is skipped, unless SSJ_NEEDS_CHROMIUM=1 says that there must be one.
    """
    program = find_chromium()
    if program is None and os.environ.get("SSJ_NEEDS_CHROMIUM") == "1":
        pytest.fail("Chromium is missing, and SSJ_NEEDS_CHROMIUM=1 says that the page must be tested")
    if program is None:
        pytest.skip("Chromium is not installed")
    with Browser(program) as browser:
        yield Page(browser)
