"""Downloading the workbook to fill in: by who may import it, and back again without a change."""

from typing import Any

import pytest

from kpi.access import Person
from kpi.imports.reader import read_file
from kpi.services import importing
from kpi.services.product import Product
from kpi.web.entry_templates import entry_template_route
from tests.builders import reports
from tests.office import (
    ADMINISTRATOR,
    CHAIRMAN,
    COORDINATOR,
    MA_NOI,
    MARCH,
    MY_SON,
    OFFICER,
    ninh_son,
    product,
    with_accounts,
)
from tests.web.visits import visited

OWN = f"/bieu-mau/2024-03/{MA_NOI}.xlsx"
ALL = "/bieu-mau/2024-03/tat-ca.xlsx"
UNAVAILABLE = "Không có biểu mẫu này; hãy chọn đơn vị và tháng ở trang Nhập từ tệp Excel."


def office() -> Product:
    figures = reports(MA_NOI, "2024-03", resolved=118, postal=None) | reports(MA_NOI, "2024-02", postal=741)
    return with_accounts(product(ninh_son(), figures | reports(MY_SON, "2024-03", resolved=90)))


def asked(made: Product, address: str, person: Person | None = OFFICER) -> Any:
    """The answer to a person's browser, None for somebody who has not signed in."""
    return visited(made, [entry_template_route(lambda: made)], address, person)


def test_the_own_template_holds_what_is_saved_and_read_back_changes_nothing() -> None:
    made = office()
    answer = asked(made, OWN)
    grid = read_file("bieu.xlsx", answer.content)
    assert [sheet.name for sheet in grid.sheets] == ["Ma Nới"]
    assert 741 in {cell for row in grid.sheets[0].rows for cell in row}
    seen = importing.preview(made, OFFICER, grid, MARCH)
    assert (seen.problems, seen.questions, seen.writing) == ((), (), ())
    assert [unit.unchanged for unit in seen.units] == [2]


def test_a_template_is_saved_under_its_vietnamese_name_and_never_kept() -> None:
    headers = asked(office(), OWN).headers
    name = "Bi%E1%BB%83u%20nh%E1%BA%ADp%20X%C3%A3%20Ma%20N%E1%BB%9Bi%20th%C3%A1ng%2003-2024.xlsx"
    assert headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")


def test_a_coordinator_gets_a_sheet_for_each_unit() -> None:
    grid = read_file("bieu.xlsx", asked(office(), ALL, COORDINATOR).content)
    assert len(grid.sheets) == len(ninh_son().reporting_units(MARCH))


@pytest.mark.parametrize(
    ("person", "address"),
    [
        (OFFICER, ALL),
        (OFFICER, f"/bieu-mau/2024-03/{MY_SON}.xlsx"),
        (CHAIRMAN, OWN),
        (ADMINISTRATOR, ALL),
    ],
)
def test_nobody_downloads_what_they_may_not_import(person: Person, address: str) -> None:
    answer = asked(office(), address, person)
    assert answer.status_code == 404
    assert answer.text.startswith("Bạn không được nhập số liệu từ tệp cho ")


def test_nobody_downloads_without_a_session() -> None:
    answer = asked(office(), OWN, None)
    assert answer.status_code == 401
    assert answer.content[:2] != b"PK"


@pytest.mark.parametrize(
    "address",
    ["/bieu-mau/2024-13/22828.xlsx", "/bieu-mau/thang-3/22828.xlsx", "/bieu-mau/2024-03/khong-co.xlsx"],
)
def test_what_is_not_there_is_said_in_vietnamese(address: str) -> None:
    answer = asked(office(), address, COORDINATOR)
    assert (answer.status_code, answer.text) == (404, UNAVAILABLE)


def test_a_month_that_has_not_begun_has_no_template_yet() -> None:
    answer = asked(office(), f"/bieu-mau/2024-09/{MA_NOI}.xlsx")
    assert (answer.status_code, answer.text) == (404, "Chưa đến tháng 9/2024; hãy chọn tháng khác.")
