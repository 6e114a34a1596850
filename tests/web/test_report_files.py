"""Downloading the files of a periodic report, and form 06a: by whoever is signed in, of approved figures."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from kpi.access import Person
from kpi.services.product import Product
from kpi.web.forms_06a import form_06a_route
from kpi.web.reports import reports_route
from tests.builders import reports
from tests.exports.held import FIGURES
from tests.office import (
    ADMINISTRATOR,
    CHAIRMAN,
    COORDINATOR,
    MA_NOI,
    OFFICER,
    ninh_son,
    product,
    put_approved,
    with_accounts,
)
from tests.web.visits import name_of, visited


@pytest.fixture
def made() -> Product:
    found = product(ninh_son(), reports(MA_NOI, "2024-03", resolved=741))
    put_approved(found, FIGURES)
    with_accounts(found)
    return found


def asked(made: Product, address: str, person: Person | None = CHAIRMAN) -> Any:
    """The answer to a person's browser, None for somebody who has not signed in."""
    return visited(made, [reports_route(lambda: made), form_06a_route(lambda: made)], address, person)


@pytest.mark.parametrize("person", [OFFICER, COORDINATOR, CHAIRMAN, ADMINISTRATOR], ids=lambda one: one.role)
@pytest.mark.parametrize(("kind", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("pptx", b"PK"), ("pdf", b"%PDF")])
def test_everybody_who_is_signed_in_downloads_every_kind(
    made: Product, kind: str, begins: bytes, person: Person
) -> None:
    answer = asked(made, f"/tep-bao-cao/thang/2024-02.{kind}", person)
    assert (answer.status_code, answer.content[: len(begins)]) == (200, begins)
    assert name_of(answer) == f"Báo cáo cải cách hành chính tháng 2 năm 2024.{kind}"
    assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")


@pytest.mark.parametrize("address", ["/tep-bao-cao/thang/2024-02.docx", f"/mau-06a/2024-02/{MA_NOI}.xlsx"])
def test_nobody_downloads_without_signing_in(made: Product, address: str) -> None:
    answer = asked(made, address, None)
    assert answer.status_code == 401
    assert b"PK" not in answer.content


@pytest.mark.parametrize(
    "address",
    ["/tep-bao-cao/quy/2024-02.docx", "/tep-bao-cao/tuan/2024-02.docx", "/tep-bao-cao/thang/2024-13.docx",
     "/tep-bao-cao/thang/2024-02.exe", "/mau-06a/2024-13/22828.xlsx", "/mau-06a/2024-02/khong-co.xlsx"],
)  # fmt: skip
def test_what_does_not_exist_is_one_sentence(made: Product, address: str) -> None:
    answer = asked(made, address)
    assert answer.status_code == 404
    assert answer.text.startswith(("Không có", "Đơn vị này không có"))


def test_form_06a_holds_the_approved_figures_in_their_columns(made: Product) -> None:
    """Ma Nới in February: 27 early or in time, 3 late."""
    answer = asked(made, f"/mau-06a/2024-02/{MA_NOI}.xlsx", OFFICER)
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {10, 17, 3} <= set(values)
    assert name_of(answer) == "Mẫu II.06a Xã Ma Nới tháng 02-2024.xlsx"


def test_form_06a_of_a_report_that_is_not_approved_is_not_given(made: Product) -> None:
    assert asked(made, f"/mau-06a/2024-03/{MA_NOI}.xlsx", COORDINATOR).status_code == 404
