"""The page that takes figures from a file: it shows what would change, asks what is unsure, and writes it once."""

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import Person
from kpi.figures import ReportState
from kpi.services.product import Product
from pages.import_file import PAGE
from tests.builders import reports
from tests.office import (
    CHAIRMAN,
    COLLEAGUE,
    COORDINATOR,
    MA_NOI,
    MARCH,
    MY_SON,
    OFFICER,
    ninh_son,
    product,
    put,
    put_state,
    session,
    stored,
    with_accounts,
)
from tests.pages.screen import blocks, draw, press, run, said
from tests.sheets import RESOLVED

HEAD = "Đơn vị;" + ";".join(ninh_son().measure_of_id[measure].name for measure in RESOLVED)
OWN = f"Tháng 3/2024\n{HEAD}\nXã Ma Nới;118;100;15;3\n".encode()
UNEVEN = f"Tháng 3/2024\n{HEAD}\nXã Ma Nới;120;100;15;3\n".encode()
BOTH = f"Tháng 3/2024\n{HEAD}\nXã Ma Nới;118;100;15;3\nXã Mỹ Sơn;90;80;10;0\n".encode()
UNKNOWN = f"Tháng 3/2024\n{HEAD}\nMa Nới điểm 2;118;100;15;3\n".encode()
WRITE = "Ghi vào hệ thống"


def opened(made: Product, *, person: Person = OFFICER, month: str = "2024-03", way: str = "tep") -> AppTest:
    return draw("import_file", session(made, person=person), thang=month, cach=way)


def uploaded(
    made: Product, content: bytes = OWN, *, name: str = "thang-3.csv", person: Person = OFFICER, month: str = "2024-03"
) -> AppTest:
    screen = opened(made, person=person, month=month)
    screen.file_uploader[0].upload(name, content)
    return run(screen)


def labels(screen: AppTest) -> list[str]:
    return [button.label for button in screen.button]


def errors(screen: AppTest) -> list[str]:
    return [str(one.value) for one in screen.error]


def shown(screen: AppTest) -> str:
    return said(screen, "import.preview")


def test_who_enters_figures_is_offered_the_page_and_it_is_not_in_the_menu() -> None:
    assert (PAGE.url, PAGE.in_menu) == ("nhap-tu-tep", False)
    assert {str(role) for role in PAGE.roles} == {"reporter", "coordinator"}


def test_the_entry_page_leads_there_with_its_month() -> None:
    pages: list[tuple[str, object]] = []
    screen = draw("entry", session(product(ninh_son()), pages, person=OFFICER), thang="2024-02")  # type: ignore[arg-type]
    press(screen, "Nhập từ tệp Excel")
    assert pages == [("nhap-tu-tep", {"thang": "2024-02"})]


def test_a_file_is_compared_with_what_is_saved_and_nothing_is_written_yet() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", resolved=120))
    screen = uploaded(made)
    text = shown(screen)
    assert [line.value for line in screen.text] == ["thang-3.csv → báo cáo tháng 3/2024"]
    assert "Sẽ ghi 4 số liệu của Xã Ma Nới." in text
    assert "Tổng số hồ sơ đã giải quyết (hồ sơ) 120 → 118 B3" in text
    assert WRITE in labels(screen)
    assert stored(made) == {"resolved": 120}


def test_what_was_shown_is_written_and_said_with_the_way_to_the_form() -> None:
    made = product(ninh_son())
    screen = press(uploaded(made), WRITE)
    assert stored(made) == RESOLVED
    text = said(screen, "import.said")
    assert "Đã ghi 4 số liệu của Xã Ma Nới từ thang-3.csv. Báo cáo chưa nộp: hãy kiểm tra rồi nộp." in text
    assert f'href="./nhap-so-lieu?don-vi={MA_NOI}&amp;thang=2024-03"' in blocks(screen)["import.said"]["html"]
    assert len(screen.file_uploader) == 1
    screen.file_uploader[0].upload("thang-3.csv", UNEVEN)
    assert "import.said" not in blocks(run(screen))


def test_the_same_file_again_changes_nothing_and_offers_no_button() -> None:
    made = product(ninh_son())
    press(uploaded(made), WRITE)
    screen = uploaded(made)
    assert "Không có gì thay đổi: cả 4 số liệu trong tệp đã có trong hệ thống." in shown(screen)
    assert WRITE not in labels(screen)
    assert made.store.report(MA_NOI, MARCH).version == 1


def test_a_name_that_is_not_known_is_asked_and_the_answer_remembered() -> None:
    made = with_accounts(product(ninh_son()))
    screen = uploaded(made, UNKNOWN)
    (box,) = [one for one in screen.selectbox if one.label.startswith("“Ma Nới điểm 2”")]
    assert box.label == "“Ma Nới điểm 2” là đơn vị nào? (A3)"
    assert (box.value, box.options[0]) == (None, "Xã Ma Nới")
    assert "Bỏ qua, không nhập" in box.options
    assert WRITE not in labels(screen)
    assert errors(press(screen, "Trả lời")) == ["Chưa chọn câu trả lời nào."]
    (box,) = [one for one in screen.selectbox if one.label.startswith("“Ma Nới điểm 2”")]
    box.select(MA_NOI)
    press(screen, "Trả lời")
    assert WRITE in labels(screen)
    assert "Ma Nới điểm 2 Xã Ma Nới Kator Thị Mai, 09:30 ngày 03/04/2024" in said(screen, "import.answers")


def test_an_answer_is_forgotten_from_the_same_page() -> None:
    made = product(ninh_son())
    screen = uploaded(made, UNKNOWN)
    (box,) = [one for one in screen.selectbox if one.label.startswith("“Ma Nới điểm 2”")]
    box.select("")
    press(screen, "Trả lời")
    assert "Bỏ qua dòng “Ma Nới điểm 2”" in shown(screen)
    (which,) = [one for one in screen.selectbox if one.label == "Tên gọi cần hỏi lại"]
    which.select_index(0)
    run(screen)
    press(screen, "Quên, hỏi lại")
    assert made.store.answers() == []
    assert [one.label for one in screen.selectbox if "là đơn vị nào" in one.label] != []


def test_a_check_that_fails_is_explained_before_it_is_written() -> None:
    made = product(ninh_son())
    screen = uploaded(made, UNEVEN)
    (field,) = screen.text_input
    assert field.label.startswith("Xã Ma Nới – ")
    assert field.label.endswith("120 ≠ 118 (lệch 2)")
    press(screen, WRITE)
    assert errors(screen) == ["Chưa ghi: còn 1 chỗ không khớp chưa có giải trình (Xã Ma Nới)."]
    screen.text_input[0].input("Hai hồ sơ công dân rút")
    press(screen, WRITE)
    assert made.store.report(MA_NOI, MARCH).explanations == {"resolved_total": "Hai hồ sơ công dân rút"}


def test_an_approved_report_is_corrected_with_a_reason() -> None:
    made = product(ninh_son())
    put_state(made, reports(MA_NOI, "2024-03", **RESOLVED | {"resolved_late": 4}), ReportState.APPROVED)
    screen = uploaded(made, person=COORDINATOR)
    assert "điều chỉnh số đã duyệt" in shown(screen)
    assert errors(press(screen, WRITE)) == ["Chưa lưu: hãy ghi lý do điều chỉnh báo cáo đã duyệt."]
    screen.text_input[0].input("Xuất lại từ hệ thống một cửa")
    press(screen, WRITE)
    assert stored(made) == RESOLVED
    assert made.store.revisions(limit=1)[0].stamp.reason == "Xuất lại từ hệ thống một cửa"


def test_what_somebody_saved_meanwhile_is_shown_and_written_only_when_asked_again() -> None:
    made = with_accounts(product(ninh_son()))
    screen = uploaded(made)
    put(made, reports(MA_NOI, "2024-03", resolved=119), person=COLLEAGUE)
    press(screen, WRITE)
    assert errors(screen) == [
        "Chưa ghi: Chamaléa Thiện đã lưu báo cáo của Xã Ma Nới lúc 09:30 ngày 03/04/2024. "
        "Hãy xem lại các thay đổi bên dưới rồi ghi."
    ]
    assert stored(made) == {"resolved": 119}
    assert "119 → 118" in shown(screen)
    press(screen, WRITE)
    assert stored(made) == RESOLVED


def test_a_fault_is_listed_with_its_cell_and_keeps_the_button_away() -> None:
    screen = uploaded(product(ninh_son()), OWN.replace(b"118", b"118,5"))
    assert "Tệp có 1 chỗ phải sửa B3, Xã Ma Nới: Tổng số hồ sơ đã giải quyết: “118,5” có phần lẻ" in shown(screen)
    assert "hãy sửa trong tệp rồi tải lên lại" in shown(screen).lower()
    assert WRITE not in labels(screen)


def test_a_number_that_may_be_two_is_said_with_both_and_not_guessed() -> None:
    screen = uploaded(product(ninh_son()), OWN.replace(b";118;", b";1,118;"))
    assert "“1,118” có thể là 1.118; hãy viết rõ trong tệp." in shown(screen)


def test_a_file_of_another_month_leads_to_that_month_with_the_file_kept() -> None:
    screen = uploaded(product(ninh_son()), month="2024-02")
    assert 'href="./nhap-tu-tep?thang=2024-03"' in blocks(screen)["import.preview"]["html"]
    screen.selectbox(key="url.thang").select("2024-03")
    run(screen)
    assert WRITE in labels(screen)


def test_a_pasted_table_is_read_like_a_file() -> None:
    made = product(ninh_son())
    screen = opened(made, way="dan")
    screen.text_area[0].input(OWN.decode().replace(";", "\t"))
    press(screen, "Kiểm tra")
    assert [line.value for line in screen.text] == ["Bảng dán từ Excel → báo cáo tháng 3/2024"]
    press(screen, WRITE)
    assert stored(made) == RESOLVED


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"%PDF-1.7 ...", "Đây là tệp PDF"), (b"", "Tệp trống"), (b"PK\x03\x04hong", "Tệp bị hỏng")],
)
def test_a_file_that_cannot_be_read_gets_its_sentence(content: bytes, sentence: str) -> None:
    screen = uploaded(product(ninh_son()), content, name="so-lieu.xlsx")
    (error,) = errors(screen)
    assert error.startswith(sentence)
    assert errors(run(screen)) == [error]


def test_what_a_file_says_is_shown_as_text() -> None:
    name = "<script>alert(1)</script>"
    screen = uploaded(product(ninh_son()), OWN.replace("Xã Ma Nới".encode(), name.encode()), name="<b>a.csv")
    assert "<script>" not in blocks(screen)["import.preview"]["html"]
    assert "<b>" not in blocks(screen)["import.preview"]["html"]
    (box,) = [one for one in screen.selectbox if "là đơn vị nào" in one.label]
    assert box.label == r"“\<script\>alert(1)\</script\>” là đơn vị nào? (A3)"


def test_a_coordinator_sees_each_unit_and_a_reporter_the_own_one_alone() -> None:
    made = product(ninh_son(), reports(MY_SON, "2024-03", resolved=741))
    assert "741 → 90" in shown(uploaded(made, BOTH, person=COORDINATOR))
    text = shown(uploaded(made, BOTH))
    assert "741" not in text
    assert "Bỏ qua số liệu của Xã Mỹ Sơn: bạn chỉ nhập cho đơn vị mình." in text


def test_a_file_can_be_dropped_for_another() -> None:
    screen = press(uploaded(product(ninh_son())), "Bỏ tệp này, chọn tệp khác")
    assert len(screen.file_uploader) == 1
    assert "import.preview" not in blocks(screen)


def test_the_templates_are_those_of_the_own_unit_or_of_all() -> None:
    own = blocks(opened(product(ninh_son())))["import.templates"]["html"]
    assert f'href="/bieu-mau/2024-03/{MA_NOI}.xlsx"' in own
    assert "tat-ca" not in own
    every = blocks(opened(product(ninh_son()), person=COORDINATOR))["import.templates"]["html"]
    assert 'href="/bieu-mau/2024-03/tat-ca.xlsx"' in every
    assert f'href="/bieu-mau/2024-03/{MY_SON}.xlsx"' in every


def test_who_may_not_import_is_told_so() -> None:
    screen = opened(product(ninh_son()), person=CHAIRMAN)
    assert [str(one.value) for one in screen.info] == [
        "Bạn không được nhập số liệu từ tệp cho Ủy ban nhân dân huyện Ninh Sơn; "
        "chỉ đơn vị và người điều phối được nhập."
    ]
    assert len(screen.file_uploader) == 0
