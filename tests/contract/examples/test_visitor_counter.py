import pytest
from tests.contract.examples.conftest import LANGUAGES, Workshop

from wardian.model import Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_the_grant_a_visitor_reads_why_nobody_is_counted(workshop: Workshop, language: Language) -> None:
    page = workshop.request(language, "visitor-counter")

    assert page.status == 200
    assert page.body.decode().startswith("Nobody is counted. This program has no key-value store.")
