"""The administration page: the template of the periodic report is told, checked, replaced and dropped."""

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import Person
from kpi.services.product import Product
from kpi.services.report_template import keep_template, template_in_force
from kpi.ui import administration_template
from kpi.web import report_template
from pages.administration import PAGE
from tests.exports.templates import OF_PROVINCE, template_of
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, OFFICER, ninh_son, product, session, with_accounts
from tests.pages.screen import blocks, draw, run, said

DOCX = "Mẫu tỉnh.docx"


@pytest.fixture
def made() -> Product:
    return with_accounts(product(ninh_son()))


def opened(made: Product, person: Person = ADMINISTRATOR) -> AppTest:
    return draw("administration", session(made, person=person), muc="mau-bao-cao")


def uploaded(screen: AppTest, content: bytes, name: str = DOCX) -> AppTest:
    screen.file_uploader[0].upload(name, content)
    return run(screen)


def press(screen: AppTest, key: str) -> AppTest:
    screen.button(key=key).click()
    return run(screen)


def keys(screen: AppTest) -> list[str | None]:
    return [button.key for button in screen.button]


def told(screen: AppTest) -> list[str]:
    return [str(one.value) for one in screen.success]


def test_the_products_own_template_is_told_and_can_be_taken_home(made: Product) -> None:
    screen = opened(made)
    assert said(screen, "template") == ("Tệp Mẫu có sẵn, trình bày theo Nghị định 30/2020/NĐ-CP Tải mẫu đang dùng")
    assert f'href="{report_template.PATH}" download' in blocks(screen)["template"]["html"]
    assert administration_template.FILE == report_template.PATH
    assert keys(screen) == []


def test_a_good_template_is_checked_and_put_in_force_after_asking(made: Product) -> None:
    screen = uploaded(opened(made), OF_PROVINCE)
    assert said(screen, "checked_template") == "Mẫu hợp lệ, điền được báo cáo Mẫu tỉnh.docx"
    assert template_in_force(made) is None
    press(screen, "use_template.yes")
    assert told(screen) == ["Đã thay mẫu báo cáo Word."]
    assert said(screen, "template") == (
        "Tệp Mẫu tỉnh.docx Dùng từ 09:30 ngày 03/04/2024 Người nạp Lê Thị Hạnh Tải mẫu đang dùng"
    )
    assert "checked_template" not in blocks(screen)


def test_the_products_own_template_comes_back_after_asking(made: Product) -> None:
    keep_template(made, ADMINISTRATOR, DOCX, OF_PROVINCE)
    screen = press(opened(made), "drop_template.yes")
    assert told(screen) == ["Đã trở lại mẫu báo cáo có sẵn."]
    assert "Mẫu có sẵn" in said(screen, "template")
    assert (template_in_force(made), keys(screen)) == (None, [])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (template_of("Kính gửi <b>tỉnh</b> {{ ten_la }}"), "Không có tên “ten_la” ở đoạn “Kính gửi"),
        (template_of("{{ trich_yeu"), "Thẻ viết sai ở đoạn"),
        (b"%PDF-1.7", "Tệp này không phải tệp Word .docx"),
        (b"x" * 5_242_881, "Mẫu lớn quá 5 MB"),
    ],
)
def test_what_is_wrong_with_a_template_is_a_sentence_and_it_cannot_be_used(
    made: Product, content: bytes, sentence: str
) -> None:
    screen = uploaded(opened(made), content)
    assert said(screen, "checked_template").startswith(f"Chưa dùng được mẫu này {sentence}")
    assert "<b>" not in blocks(screen)["checked_template"]["html"]
    assert keys(screen) == []


@pytest.mark.parametrize("person", [OFFICER, COORDINATOR, CHAIRMAN], ids=lambda one: one.role)
def test_somebody_else_who_has_the_address_replaces_and_drops_nothing(made: Product, person: Person) -> None:
    assert person.role not in PAGE.roles
    keep_template(made, ADMINISTRATOR, DOCX, OF_PROVINCE)
    screen = uploaded(opened(made, person), template_of("{{ trich_yeu }}"), "Mẫu khác.docx")
    assert "Chỉ quản trị" in said(screen, "checked_template")
    press(screen, "drop_template.yes")
    assert [str(one.value) for one in screen.error] == ["Chỉ quản trị mới được thay kế hoạch, mẫu báo cáo và sao lưu."]
    kept = template_in_force(made)
    assert kept is not None
    assert kept.name == DOCX
