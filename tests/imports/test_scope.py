"""What says that figures are only of a part, or counted in something else, is never read in silence."""

from collections.abc import Sequence

import pytest

from kpi.imports.found import SKIPPED, WITHOUT_LIMIT, Found, Subject
from kpi.imports.grid import Cell
from kpi.wording.folding import folded
from tests.imports.sheets import BALANCED, MA_NOI, TITLE, codes, details, form, found, month, noticed, table, texts
from tests.office import ninh_son

RECEIVED, RESOLVED = "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết"
ON_TIME = "Hồ sơ đã giải quyết đúng hạn"
OCTOBER: tuple[Cell, ...] = ("Tháng 10/2024",)
UNITS: tuple[Cell, ...] = ("STT", "Đơn vị", RECEIVED, RESOLVED)
ROW: tuple[Cell, ...] = (1, "Xã Ma Nới", 10, 5)
OTHER: tuple[Cell, ...] = (2, "Xã Lâm Sơn", 7, 3)
OF_MA_NOI: tuple[Cell, ...] = ("Đơn vị: Xã Ma Nới",)
DOWN: tuple[Cell, ...] = ("STT", "Chỉ tiêu", "ĐVT", "Kết quả")


def scopes(what: Found) -> list[str]:
    """The questions about what figures are of, where there are no others and no problems."""
    assert what.problems == ()
    assert {one.subject for one in what.questions} <= {Subject.SCOPE}
    return [one.text for one in what.questions]


def asked(*rows: Sequence[Cell], name: str = "Số liệu") -> list[str]:
    return scopes(found(table(OCTOBER, *rows, name=name)))


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ("Lĩnh vực", "Bảo trợ xã hội"),
        ("Hình thức", "Trực tuyến"),
        ("Tên TTHC", "Đăng ký khai sinh"),
        ("Thôn", "Gia Hoa"),
        ("", "Trực tuyến"),
        ("Ghi chú", "Trực tuyến"),
        ("Ghi chú", "Không bao gồm lĩnh vực đất đai"),
    ],
)
@pytest.mark.parametrize("right", [False, True])
def test_a_column_beside_units_is_asked_about_once_for_each_value(head: str, value: str, right: bool) -> None:
    rows = [UNITS, ROW, OTHER]
    column = [head or None, value, value]
    beside = [(*row, of) if right else (*row[:2], of, *row[2:]) for row, of in zip(rows, column, strict=True)]
    what = found(table(OCTOBER, *beside))
    assert scopes(what) == [f"{head}: {value}" if head else value]
    assert what.questions[0].where == ("Số liệu!E3" if right else "Số liệu!C3")
    assert len(texts(what)) == 4


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ("Ghi chú", "Tăng 3 hồ sơ"),
        ("Nguồn", "Hệ thống một cửa"),
        ("Mã", "22828"),
        ("Cấp", "Xã"),
        ("Kỳ", "Tháng 10"),
        ("Nội dung", "Thực hiện"),
        ("Cán bộ phụ trách", "Kator Thị Mai"),
        ("ĐVT", "Hồ sơ"),
        ("Ký hiệu", "II"),
    ],
)
def test_what_the_reader_understands_is_not_asked_about(head: str, value: str) -> None:
    assert asked(("Đơn vị", head, RECEIVED), ("Xã Ma Nới", value, 10)) == []


def test_a_column_of_many_values_is_one_question_that_is_not_taken_for_another() -> None:
    units = [unit.name for unit in ninh_son().units if unit.level == "commune"] + ["Phòng Tư pháp"]
    rows = [(name, f"Thôn {number}", number) for number, name in enumerate(units)]
    (question,) = asked(("Đơn vị", "Thôn", RECEIVED), *rows)
    assert question.startswith("Thôn: Thôn 0; Thôn 1; Thôn 2; … (9 giá trị, ")
    assert asked(("Đơn vị", "Thôn", RECEIVED), *rows[:-1], (*rows[-1][:1], "Thôn 9", 9)) != [question]
    assert len(asked(("Đơn vị", "Thôn", RECEIVED), *rows[:-1])) == 8


def test_numbers_left_of_the_names_are_those_of_rows_or_asked_about() -> None:
    level = ("Mức độ", "Đơn vị", RECEIVED)
    assert asked(level, (4, "Xã Ma Nới", 10), (4, "Xã Lâm Sơn", 7)) == ["Mức độ: 4"]
    assert asked(("Số", *level[1:]), (1, "Xã Ma Nới", 10), (2, "Xã Lâm Sơn", 7)) == []


def test_an_answer_is_for_the_text_in_every_month_and_is_never_to_pass_it_over() -> None:
    sheet = table(("Hồ sơ trực tuyến",), UNITS, ROW)
    (question,) = found(sheet).questions
    assert (question.subject, question.text, question.where) == (Subject.SCOPE, "Hồ sơ trực tuyến", "Số liệu!A1")
    assert question.candidates == (WITHOUT_LIMIT,)
    answers = {(Subject.SCOPE, folded(question.text)): WITHOUT_LIMIT}
    assert found(sheet, month=month("2024-11"), answers=answers).questions == ()
    assert found(sheet, answers={(Subject.SCOPE, folded(question.text)): SKIPPED}).questions == (question,)


def down(measured_in: str) -> Found:
    rows = ((1, RECEIVED, "Hồ sơ", 120), (2, ON_TIME, measured_in, 95))
    return found(table(OF_MA_NOI, OCTOBER, DOWN, *rows))


@pytest.mark.parametrize("measured_in", ["%", "Tỷ lệ %", "Phần trăm", "nghìn hồ sơ", "Triệu hồ sơ"])
def test_a_rate_or_thousands_beside_a_measure_of_files_are_a_problem(measured_in: str) -> None:
    what = down(measured_in)
    assert codes(what) == [("Số liệu!C5", "other_measured_in")]
    assert details(what, "other_measured_in") == {"measure": ON_TIME, "text": measured_in, "measured_in": "hồ sơ"}


@pytest.mark.parametrize("measured_in", ["TTHC", "lượt", "phiếu"])
def test_another_unit_of_measurement_is_asked_about_with_its_measure(measured_in: str) -> None:
    assert scopes(down(measured_in)) == [f"ĐVT: {measured_in} – {ON_TIME}"]


@pytest.mark.parametrize("measured_in", ["hồ sơ", "(Hồ sơ)", "Số hồ sơ TTHC", "HS", "Số lượng hồ sơ"])
def test_the_same_unit_of_measurement_in_other_words_is_not_asked_about(measured_in: str) -> None:
    assert scopes(down(measured_in)) == []


def test_a_column_of_units_of_measurement_in_a_list_of_units_is_judged_too() -> None:
    head = ("Đơn vị", "Đơn vị tính", RECEIVED)
    assert codes(found(table(OCTOBER, head, ("Xã Ma Nới", "%", 10)))) == [("Số liệu!B3", "other_measured_in")]
    assert asked(head, ("Xã Ma Nới", "TTHC", 10)) == [f"Đơn vị tính: TTHC – {RECEIVED}"]
    assert asked(head, ("Xã Ma Nới", "hồ sơ", 10)) == []


@pytest.mark.parametrize("below", ["%", "(%)"])
def test_a_rate_below_the_heads_is_a_problem(below: str) -> None:
    what = found(table(OCTOBER, UNITS, (None, None, "(hồ sơ)", below), ROW))
    assert codes(what) == [("Số liệu!D3", "other_measured_in")]


@pytest.mark.parametrize("line", [("ĐVT: %",), ("Đơn vị tính: nghìn hồ sơ",), ("Đơn vị tính:", None, "nghìn hồ sơ")])
def test_a_title_that_counts_in_something_else_is_a_problem(line: Sequence[Cell]) -> None:
    assert codes(found(table(OCTOBER, line, UNITS, ROW))) == [("Số liệu!A2", "other_measured_in")]


def test_a_title_that_counts_in_what_the_measures_are_is_not_asked_about() -> None:
    assert asked(("(Đơn vị tính: hồ sơ)",), UNITS, ROW) == []
    assert asked(("ĐVT: TTHC",), UNITS, ROW) == [f"ĐVT: TTHC – {RECEIVED}"]
    mixed = ("Đơn vị", RECEIVED, "Phiếu hài lòng về giải quyết TTHC"), ("Xã Ma Nới", 10, 5)
    assert asked(("ĐVT: hồ sơ, phiếu",), *mixed) == []
    assert asked(("ĐVT: hồ sơ",), *mixed) == ["ĐVT: hồ sơ – Phiếu hài lòng về giải quyết TTHC"]


LIMITS = [
    "LĨNH VỰC ĐẤT ĐAI",
    "Lĩnh vực: Hộ tịch",
    "Lĩnh vực bảo trợ xã hội",
    "BÁO CÁO KẾT QUẢ LĨNH VỰC ĐẤT ĐAI",
    "Đất đai",
    "HỒ SƠ TRỰC TUYẾN",
    "HỒ SƠ QUÁ HẠN",
    "Số liệu hồ sơ nộp trực tiếp",
    "Thủ tục: Đăng ký khai sinh",
    "TTHC: Đăng ký khai sinh",
    "Hình thức: Nộp tại nhà",
    "Thôn Gia Hoa",
    "Lĩnh vực: Công chứng",
    "Lĩnh vực an toàn xã hội",
    "(Không bao gồm hồ sơ chứng thực)",
]


@pytest.mark.parametrize("line", LIMITS)
def test_a_line_above_or_between_the_rows_that_limits_them_is_asked_about(line: str) -> None:
    assert asked((line,), UNITS, ROW, OTHER) == [line]
    assert asked(UNITS, ROW, ("II", line), OTHER) == [line]
    assert asked(UNITS, ROW, OTHER, name=line) == [line]
    assert scopes(found(form(ROW[:2] + BALANCED, title=(*TITLE, (None, line))))) == [line]


@pytest.mark.parametrize("label", ["Lĩnh vực:", "Thủ tục:", "Hình thức: "])
def test_a_label_is_read_with_the_next_cell(label: str) -> None:
    assert asked((label, None, "Đất đai"), UNITS, ROW) == [f"{label.strip()} Đất đai"]


def test_the_name_of_a_field_within_a_title_or_the_name_of_the_sheet_is_asked_about() -> None:
    assert asked(("KẾT QUẢ THÁNG 10: ĐẤT ĐAI",), UNITS, ROW) == ["KẾT QUẢ THÁNG 10: ĐẤT ĐAI"]
    assert asked(UNITS, ROW, name="T10 đất đai") == ["T10 đất đai"]
    assert asked(("Căn cứ Luật Đất đai năm 2024",), UNITS, ROW) == []
    assert asked(("Chi nhánh Văn phòng Đăng ký đất đai",), UNITS, ROW) == []


def test_a_group_with_figures_of_its_own_limits_them_too() -> None:
    assert asked(UNITS, ("I", "TTHC lĩnh vực đất đai", 17, 8), ROW, OTHER) == ["TTHC lĩnh vực đất đai"]


def test_a_way_of_sending_over_fields_limits_them() -> None:
    heads: tuple[Cell, ...] = ("STT", "Lĩnh vực", RECEIVED)
    rows = (("A", "Trực tuyến", None), (1, "Đất đai", 6), ("B", "Trực tiếp", None), (1, "Hộ tịch", 3))
    assert asked(OCTOBER, OF_MA_NOI, heads, *rows) == ["Trực tuyến", "Trực tiếp"]


def test_what_stands_over_measures_in_rows_and_beside_them_is_asked_about() -> None:
    rows = ((RECEIVED, 10), (RESOLVED, 5))
    assert asked(OF_MA_NOI, ("Chỉ tiêu", "Số liệu"), ("Lĩnh vực đất đai",), *rows) == ["Lĩnh vực đất đai"]
    assert asked(OF_MA_NOI, ("Chỉ tiêu", "Lĩnh vực đất đai"), (None, "Số liệu"), *rows) == ["Lĩnh vực đất đai"]
    assert asked(("Chỉ tiêu", "Xã Ma Nới"), (None, "Đất đai"), *rows) == ["Đất đai"]
    assert asked(("Chỉ tiêu", "Xã Ma Nới"), (None, "Trực tuyến"), *rows) == ["Trực tuyến"]
    assert asked(("Chỉ tiêu", "Xã Ma Nới"), (None, "Tại nhà văn hóa"), *rows) == ["Tại nhà văn hóa"]
    assert asked(("Chỉ tiêu", "Cấp xã"), (None, "Xã Ma Nới"), *rows) == []
    left = [("Đất đai", *rows[0]), (None, *rows[1])]
    assert asked(OF_MA_NOI, ("Lĩnh vực", "Chỉ tiêu", "Số liệu"), *left) == ["Lĩnh vực: Đất đai"]


@pytest.mark.parametrize(
    "line",
    [
        "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        "Ban hành kèm theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020",
        "Số liệu trích xuất từ Cổng dịch vụ công trực tuyến",
        "THEO CƠ CHẾ MỘT CỬA, MỘT CỬA LIÊN THÔNG",
        "Báo cáo theo lĩnh vực",
        "Lĩnh vực: ………",
        "Lĩnh vực: Tất cả",
        "Phạm vi: toàn huyện",
        "Nguyên nhân quá hạn: lỗi hệ thống",
        "Hồ sơ trước hạn gồm cả hồ sơ trả sớm",
        "NGƯỜI LẬP BIỂU",
    ],
)
def test_a_line_that_leaves_nothing_out_is_not_asked_about(line: str) -> None:
    assert asked((line,), UNITS, ROW, OTHER) == []
    assert asked(UNITS, ROW, OTHER, (), (None, line)) == []


def test_a_title_with_the_words_of_the_measures_themselves_is_not_asked_about() -> None:
    title, head = ("HỒ SƠ TIẾP NHẬN TRỰC TUYẾN",), ("Đơn vị", "Hồ sơ tiếp nhận trực tuyến trong kỳ")
    assert asked(title, head, ("Xã Ma Nới", 10)) == []
    assert asked(title, (*head, RECEIVED), ("Xã Ma Nới", 10, 12)) == ["HỒ SƠ TIẾP NHẬN TRỰC TUYẾN"]


def test_a_row_over_measures_that_say_the_same_limits_nothing() -> None:
    rows = (("Chỉ tiêu", "Số liệu"), (RECEIVED, 10), ("Giải quyết đúng hạn",), (ON_TIME, 5))
    assert asked(OF_MA_NOI, *rows) == []
    assert asked(OF_MA_NOI, *rows, (RESOLVED, 7)) == ["Giải quyết đúng hạn"]


def test_fields_in_rows_with_or_without_figures_are_named_and_limit_nothing() -> None:
    rows = (("STT", "Lĩnh vực", RECEIVED), (1, "Đất đai", 3), (2, "Hộ tịch", None), (3, "Chứng thực", 4))
    what = found(table(OF_MA_NOI, OCTOBER, *rows))
    assert scopes(what) == []
    assert texts(what)[MA_NOI, "received", ""] == "7"


@pytest.mark.parametrize(
    ("head", "text", "questions"),
    [
        ("Ghi chú", "Đất đai", ["Ghi chú: Đất đai"]),
        ("Lĩnh vực trễ hạn", "Hộ tịch", ["Lĩnh vực trễ hạn: Hộ tịch"]),
        ("Ghi chú", "Phòng Nội vụ", []),
        ("Cơ quan theo dõi", "Phòng Nội vụ", []),
    ],
)
def test_a_name_right_of_all_figures_is_no_other_table(head: str, text: str, questions: list[str]) -> None:
    what = found(table(OCTOBER, (*UNITS, head), (*ROW, text)))
    assert (what.problems, [one.text for one in what.questions]) == ((), questions)


@pytest.mark.parametrize(
    "name", ["Hồ sơ đất đai tháng 10.xlsx", "Ho so truc tuyen T10.xlsx", "06a_linh_vuc_dat_dai.xlsx"]
)
def test_the_name_of_the_file_limits_its_figures_too(name: str) -> None:
    (question,) = found(table(OCTOBER, UNITS, ROW), name=name).questions
    assert question.subject is Subject.SCOPE


def test_the_name_of_a_file_that_names_another_unit_is_told() -> None:
    sheet = table(OF_MA_NOI, OCTOBER, UNITS[:1] + UNITS[2:], (1, 10, 5))
    assert noticed(found(sheet, name="Xã Ma Nới T10.xlsx")) == []
    assert details(found(sheet, name="xa_lam_son_t10.xlsx"), "file_of_other_unit") == {
        "unit": "Xã Ma Nới",
        "other": "Xã Lâm Sơn",
    }
