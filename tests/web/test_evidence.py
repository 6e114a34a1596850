"""Downloading the files that prove tasks: for whoever is signed in, never shown inside the product."""

from typing import Any

import pytest

from kpi.access import Person
from kpi.services import tasks
from kpi.services.product import Product
from kpi.tasks import TaskState
from kpi.web.evidence import evidence_route
from tests.office import (
    ADMINISTRATOR,
    CHAIRMAN,
    COORDINATOR,
    EVERYBODY,
    MA_NOI,
    OFFICER,
    ninh_son,
    product,
    with_accounts,
)
from tests.web.visits import visited

NAME = "Kế hoạch “CCHC”; 2024.pdf"
CONTENT = b"%PDF-1.7 <script>alert(1)</script>"


@pytest.fixture
def made() -> Product:
    return with_accounts(product(ninh_son()))


@pytest.fixture
def address(made: Product) -> str:
    """Where the file is that Ma Nới brought."""
    saved = tasks.save_progress(
        made,
        OFFICER,
        task="III.1",
        unit=MA_NOI,
        state=TaskState.DOING,
        percent=40,
        document_number="",
        document_date=None,
        done_on=None,
        note="",
        evidence=(NAME, CONTENT),
        remove_evidence=False,
        version=0,
    )
    assert saved.evidence is not None
    return f"/tep/{saved.evidence.hash}"


def opened(made: Product, address: str, person: Person | None = CHAIRMAN) -> Any:
    """The answer to a person's browser, None for somebody who has not signed in."""
    return visited(made, [evidence_route(lambda: made)], address, person)


@pytest.mark.parametrize("person", [OFFICER, COORDINATOR, CHAIRMAN, ADMINISTRATOR])
def test_everybody_who_is_signed_in_downloads_the_very_bytes(made: Product, address: str, person: Person) -> None:
    assert person in EVERYBODY
    answer = opened(made, address, person)
    assert (answer.status_code, answer.content) == (200, CONTENT)


def test_a_file_is_saved_under_its_vietnamese_name_and_never_opened_in_the_browser(made: Product, address: str) -> None:
    headers = opened(made, address).headers
    name = "K%E1%BA%BF%20ho%E1%BA%A1ch%20%E2%80%9CCCHC%E2%80%9D%3B%202024.pdf"
    assert headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert headers["content-type"] == "application/octet-stream"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_nobody_downloads_without_a_session(made: Product, address: str) -> None:
    answer = opened(made, address, None)
    assert answer.status_code == 401
    assert CONTENT not in answer.content


@pytest.mark.parametrize("wrong", ["0" * 64, "khong-co", "..%2f..%2fkpi.sqlite", "%00"])
def test_what_is_not_there_is_said_in_vietnamese(made: Product, address: str, wrong: str) -> None:
    answer = opened(made, f"/tep/{wrong}")
    assert answer.status_code == 404
    if "%2f" not in wrong:
        assert answer.text == "Không có tệp này."
