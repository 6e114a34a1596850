"""Downloading the documents of a meeting: by whoever is signed in, once it is closed."""

from typing import Any

import pytest

from kpi.access import Person
from kpi.web.documents import documents_routes
from tests.exports.held import Office, office
from tests.exports.reading import cells, opened
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, EVERYBODY, OFFICER, with_accounts
from tests.web.visits import visited

UNAVAILABLE = "Không có tài liệu này: cuộc họp không tồn tại hoặc chưa kết thúc."


@pytest.fixture
def made() -> Office:
    found = office()
    with_accounts(found.product)
    found.held(["Công khai hồ sơ trễ hạn"])
    return found


def asked(made: Office, address: str, person: Person | None = CHAIRMAN) -> Any:
    """The answer to a person's browser, None for somebody who has not signed in."""
    return visited(made.product, documents_routes(lambda: made.product), address, person)


@pytest.mark.parametrize("person", [OFFICER, COORDINATOR, CHAIRMAN, ADMINISTRATOR])
@pytest.mark.parametrize("address", ["/bien-ban/1.docx", "/theo-doi/1.docx"])
def test_everybody_who_is_signed_in_downloads_a_document_with_the_decision(
    made: Office, address: str, person: Person
) -> None:
    assert person in EVERYBODY
    answer = asked(made, address, person)
    assert answer.status_code == 200
    assert cells(opened(answer.content).tables[1])[1][1] == "Công khai hồ sơ trễ hạn"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (
            "/bien-ban/1.docx",
            "Th%C3%B4ng%20b%C3%A1o%20k%E1%BA%BFt%20lu%E1%BA%ADn%20h%E1%BB%8Dp%20giao%20ban%2008-03-2024%20%28cu%E1%BB%99c%20h%E1%BB%8Dp%201%29.docx",
        ),
        (
            "/theo-doi/1.docx",
            "Theo%20d%C3%B5i%20k%E1%BA%BFt%20lu%E1%BA%ADn%20h%E1%BB%8Dp%20giao%20ban%2008-03-2024%20%28cu%E1%BB%99c%20h%E1%BB%8Dp%201%29%2C"
            "%20t%C3%ADnh%20%C4%91%E1%BA%BFn%2008-03-2024.docx",
        ),
    ],
)
def test_a_document_is_saved_under_its_vietnamese_name_and_never_kept_or_guessed(
    made: Office, address: str, name: str
) -> None:
    headers = asked(made, address).headers
    assert headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert headers["content-type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", ["/bien-ban/1.docx", "/theo-doi/1.docx"])
def test_nobody_downloads_without_a_session(made: Office, address: str) -> None:
    answer = asked(made, address, None)
    assert answer.status_code == 401
    assert answer.content[:2] != b"PK"


@pytest.mark.parametrize("number", ["2", "0", "-1", "01", "1.0", "mot", "１", "9" * 40, "%00", "1%0a"])
@pytest.mark.parametrize("path", ["/bien-ban", "/theo-doi"])
def test_what_is_not_there_is_said_in_vietnamese(made: Office, path: str, number: str) -> None:
    answer = asked(made, f"{path}/{number}.docx")
    assert (answer.status_code, answer.text) == (404, UNAVAILABLE)
    assert answer.headers["cache-control"] == "no-store"


def test_a_meeting_that_still_runs_has_no_documents(made: Office) -> None:
    running = made.begin()
    assert asked(made, f"/bien-ban/{running.number}.docx").status_code == 404
    made.close(running)
    assert asked(made, f"/bien-ban/{running.number}.docx").status_code == 200
