"""What importing says: of cells that hold no figure, of what is written, and in the history."""

import pytest

from kpi.figures import Revision, Stamp
from kpi.flow import Step
from kpi.wording import history_words
from kpi.wording import importing_words as words
from tests.office import NOW, OFFICER, ninh_son

POSTAL = ninh_son().measure_of_id["postal"]
SCORE = ninh_son().measure_of_id["papi_score"]


def fault(code: str, text: str, *, part: str = "") -> str:
    measure = SCORE if code == "ambiguous" else POSTAL
    return words.unread(ninh_son(), "Xã Ma Nới", measure=measure, part=part, text=text, code=code, where="Biểu 06a!C7")


def test_a_cell_that_holds_no_figure_is_said_with_its_place_unit_and_field() -> None:
    said = "Biểu 06a!C7, Xã Ma Nới (Đất đai): Hồ sơ tiếp nhận qua dịch vụ bưu chính công ích: “12,5” có phần lẻ; "
    assert fault("not_whole", "12,5", part="dat-dai") == said + "hồ sơ phải là số nguyên."


def test_a_number_with_two_readings_is_said_with_both() -> None:
    assert fault("ambiguous", "41.234").endswith("“41.234” có thể là 41.234 hoặc 41,234; hãy viết rõ trong tệp.")


@pytest.mark.parametrize(
    ("units", "named"),
    [
        (["Xã Ma Nới"], "Xã Ma Nới"),
        (["Xã Ma Nới", "Xã Mỹ Sơn"], "Xã Ma Nới, Xã Mỹ Sơn"),
        (["A", "B", "C", "D"], "4 đơn vị"),
    ],
)
def test_a_few_units_are_named_and_many_are_counted(units: list[str], named: str) -> None:
    assert words.summary(12, units, 0) == f"Sẽ ghi 12 số liệu của {named}."


def test_what_writing_means_depends_on_the_report_and_on_whose_it_is() -> None:
    assert words.step(Step.CORRECT, own=False) == "điều chỉnh số đã duyệt"
    assert words.step(Step.SAVE, own=True) == "báo cáo đang nhập"
    assert words.step(Step.SAVE, own=False) == "báo cáo đang nhập, đơn vị kiểm tra rồi nộp"


def test_a_pasted_table_has_no_name_of_its_own() -> None:
    assert words.written(3, ["Xã Ma Nới"], "", corrected=True) == "Đã ghi 3 số liệu của Xã Ma Nới từ Bảng dán từ Excel."


def told(before: str | None, after: str | None, *, subject: str = "unit", text: str = "tt t.son") -> str:
    stamp = Stamp(OFFICER.login, NOW, "import")
    revision = Revision(1, stamp, "answer", "", None, text, subject, before, after)
    return history_words.sentence(ninh_son(), revision, {OFFICER.login: OFFICER.name})


TAN_SON = '{"written":"TT T.Sơn","meaning":"22810"}'


def test_the_history_tells_who_said_what_a_text_stands_for() -> None:
    assert told(None, TAN_SON) == "Kator Thị Mai cho biết “TT T.Sơn” trong tệp là “Thị trấn Tân Sơn”."
    postal = '{"written":"BCCI","meaning":"postal"}'
    said = "Kator Thị Mai cho biết “BCCI” trong tệp là “Hồ sơ tiếp nhận qua dịch vụ bưu chính công ích”."
    assert told(TAN_SON, postal, subject="measure") == said
    assert told(None, '{"written":"Lưu động","meaning":""}') == "Kator Thị Mai cho biết bỏ qua “Lưu động” trong tệp."
    assert told(TAN_SON, None) == "Kator Thị Mai để hỏi lại “TT T.Sơn” trong tệp."


def test_an_answer_about_a_time_is_told_with_its_month() -> None:
    answer = '{"written":"Kết quả 3T (khi nhập T3/2024)","meaning":"of_the_month"}'
    said = "Kator Thị Mai cho biết “Kết quả 3T (khi nhập T3/2024)” trong tệp không nói về kỳ khác."
    assert told(None, answer, subject="time") == said


def test_an_answer_about_what_figures_are_of_is_told() -> None:
    answer = '{"written":"Lĩnh vực: Đất đai","meaning":"without_limit"}'
    said = "Kator Thị Mai cho biết “Lĩnh vực: Đất đai” trong tệp không giới hạn số liệu."
    assert told(None, answer, subject="scope") == said


def test_over_questions_about_what_figures_are_of_stands_what_to_do_where_they_are_of_less() -> None:
    assert words.questions_hint(["scope"]) == words.SCOPES_HINT
    assert words.questions_hint(["scope", "time"]) == f"{words.TIMES_HINT} {words.SCOPES_HINT}"
    assert words.question("scope", "Đất đai", "T!A1") == "“Đất đai”: số liệu có bị giới hạn không? (T!A1)"
    assert words.meaning(ninh_son(), "scope", "without_limit") == words.WITHOUT_LIMIT


def test_over_questions_about_times_stands_what_to_do_where_the_figures_are_of_another() -> None:
    assert words.questions_hint(["unit", "part"]) == words.QUESTIONS_HINT
    assert words.questions_hint(["time"]) == words.TIMES_HINT
    assert words.questions_hint(["time", "unit"]) == f"{words.QUESTIONS_HINT} {words.TIMES_HINT}"
    assert words.meaning(ninh_son(), "time", "of_the_month") == words.OF_THE_MONTH
    assert words.question("time", "Quý III (khi nhập T10/2024)", "Biểu!A2") == (
        "“Quý III (khi nhập T10/2024)”: số liệu có đúng là của tháng đang nhập không? (Biểu!A2). "
        "Nếu là kỳ khác thì đừng trả lời: hãy chọn tháng khác hoặc tệp khác."
    )


def test_an_answer_about_what_the_plan_no_longer_has_keeps_its_id() -> None:
    assert told(None, '{"written":"Đất","meaning":"dia-chinh"}', subject="part").endswith("là “dia-chinh”.")


def test_where_a_figure_came_from_is_told_by_the_file_and_its_hash() -> None:
    assert history_words.origin("06a t3.xlsx sha256:9f86d081884c7d65") == "tệp 06a t3.xlsx (sha256:9f86d081884c7d65)"
    assert history_words.origin("pasted sha256:9f86d081884c7d65") == "bảng dán từ Excel (sha256:9f86d081884c7d65)"
    assert history_words.origin("import") == "khi nhập từ tệp"
