"""The template in force is downloaded by whoever is signed in, and Word reports are laid out by it."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from kpi.access import Person
from kpi.accounts import ReportTemplate
from kpi.exports.report_files import DEFAULT_TEMPLATE
from kpi.figures import Stamp
from kpi.services.product import Product
from kpi.services.report_template import drop_template, keep_template
from kpi.web.report_template import report_template_route
from kpi.web.reports import reports_route
from tests.exports.held import FIGURES
from tests.exports.reading import opened, texts
from tests.exports.templates import OF_PROVINCE, template_of
from tests.office import (
    ADMINISTRATOR,
    CHAIRMAN,
    COORDINATOR,
    NOW,
    OFFICER,
    ninh_son,
    product,
    put_approved,
    with_accounts,
)
from tests.web.visits import name_of, visited

TEMPLATE, REPORT = "/mau-bao-cao.docx", "/tep-bao-cao/thang/2024-02.docx"


@pytest.fixture
def made() -> Product:
    found = with_accounts(product(ninh_son()))
    put_approved(found, FIGURES)
    return found


def asked(made: Product, address: str, person: Person | None = CHAIRMAN) -> Any:
    """The answer to a person's browser, None for somebody who has not signed in."""
    return visited(made, [reports_route(lambda: made), report_template_route(lambda: made)], address, person)


@pytest.mark.parametrize("person", [OFFICER, COORDINATOR, CHAIRMAN, ADMINISTRATOR], ids=lambda one: one.role)
def test_the_products_own_template_is_downloaded_while_there_is_no_other(made: Product, person: Person) -> None:
    answer = asked(made, TEMPLATE, person)
    assert (answer.status_code, answer.content) == (200, DEFAULT_TEMPLATE.read_bytes())
    assert name_of(answer) == "Mẫu báo cáo.docx"
    assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")


def test_the_template_in_force_is_downloaded_as_it_was_uploaded(made: Product) -> None:
    keep_template(made, ADMINISTRATOR, "Mẫu tỉnh.docx", OF_PROVINCE)
    answer = asked(made, TEMPLATE, OFFICER)
    assert (name_of(answer), answer.content) == ("Mẫu tỉnh.docx", OF_PROVINCE)
    drop_template(made, ADMINISTRATOR)
    assert asked(made, TEMPLATE, OFFICER).content == DEFAULT_TEMPLATE.read_bytes()


def test_nobody_downloads_it_without_a_session(made: Product) -> None:
    answer = asked(made, TEMPLATE, None)
    assert answer.status_code in {303, 401}
    assert answer.content[:2] != b"PK"


def test_word_reports_are_laid_out_by_the_template_in_force(made: Product) -> None:
    before = texts(opened(asked(made, REPORT).content))
    keep_template(made, ADMINISTRATOR, "Mẫu tỉnh.docx", OF_PROVINCE)
    own = texts(opened(asked(made, REPORT).content))
    assert (own[0], own[-1], len(own)) == ("UBND TỈNH NINH THUẬN", "Chỗ ký của tỉnh", 3)
    assert own[1] in " ".join(before)
    drop_template(made, ADMINISTRATOR)
    assert texts(opened(asked(made, REPORT).content)) == before


def test_the_other_files_of_a_report_know_no_template(made: Product) -> None:
    keep_template(made, ADMINISTRATOR, "Mẫu tỉnh.docx", OF_PROVINCE)
    answer = asked(made, "/tep-bao-cao/thang/2024-02.xlsx")
    assert "xl/workbook.xml" in ZipFile(BytesIO(answer.content)).namelist()


def test_a_template_that_a_report_cannot_be_filled_into_is_one_sentence(made: Product) -> None:
    stale = ReportTemplate("Mẫu cũ.docx", template_of("Kính gửi", "{{ ten_cu }}"))
    made.store.keep_report_template(stale, Stamp(ADMINISTRATOR.login, NOW, "template"))
    answer = asked(made, REPORT)
    assert (answer.status_code, answer.text.split(" ở ")[0]) == (404, "Không có tên “ten_cu”")
