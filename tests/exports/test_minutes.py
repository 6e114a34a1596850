"""The minutes as a Word file, read back: the official layout, and every number and decision of the data."""

import datetime as dt
from dataclasses import replace

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from kpi.exports.minutes import minutes_document
from kpi.services.minutes import Minutes, minutes_of
from tests.exports.held import HOA_SON, MEETING_DAY, NHON_SON, Office, office
from tests.exports.reading import cells, headers, opened, repeated_rows, texts
from tests.fakes_people import Clock
from tests.office import MA_NOI, OFFICER, with_demonstration

DEMO_MARK = "SỐ LIỆU MINH HỌA"
HEAD = ["TT", "Nội dung kết luận", "Đơn vị chủ trì", "Thời hạn"]


def of_meeting(made: Office, number: int) -> Minutes:
    found = minutes_of(made.product, OFFICER, number)
    assert found is not None
    return found


def with_decisions(*decided: str) -> Minutes:
    made = office()
    return of_meeting(made, made.held(decided, units=(NHON_SON, MA_NOI, "trung-tam-vhtt")).number)


def document(minutes: Minutes) -> Document:
    return opened(minutes_document(minutes))


@pytest.fixture(scope="module")
def one() -> Document:
    """The minutes of a meeting that decided one thing."""
    return document(with_decisions("Giải quyết dứt điểm 120 hồ sơ trễ hạn"))


def test_the_page_is_a4_with_the_margins_and_letters_of_the_decree(one: Document) -> None:
    (section,) = one.sections
    page = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(length.mm, 1) for length in page + margins if length is not None] == [210, 297, 20, 20, 30, 15]
    normal = one.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))


def test_the_head_has_the_organ_left_and_country_and_motto_right_each_above_its_rule(one: Document) -> None:
    head = one.tables[0]
    assert cells(head)[0] == [
        "ỦY BAN NHÂN DÂN\nHUYỆN NINH SƠN\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
    ]
    for cell in head.rows[0].cells:
        *written, rule = cell.paragraphs
        assert [[run.bold for run in paragraph.runs] for paragraph in written] == [[True]] * 2
        assert rule._p.find(f".//{qn('w:pBdr')}") is not None


def test_number_and_day_are_left_to_be_written_in_and_the_plan_says_place_and_signers(one: Document) -> None:
    number, dateline = (text.replace("\xa0", " ") for text in cells(one.tables[0])[1])
    assert number == "Số:        /TB-UBND"
    assert dateline == "Ninh Sơn, ngày     tháng 3 năm 2024"
    (run,) = one.tables[0].rows[1].cells[1].paragraphs[0].runs
    assert (run.italic, run.bold) == (True, False)
    assert cells(one.tables[-1])[0][1] == "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\n\n\n"


def test_what_the_plan_does_not_say_of_place_signers_and_recipients_is_left_to_be_written_in() -> None:
    minutes = with_decisions("Việc")
    silent = minutes.plan.model_copy(update={"place": None, "signers": (), "recipients": ()})
    made = document(replace(minutes, plan=silent))
    assert cells(made.tables[0])[1][1].startswith(f"{'…' * 7}, ngày")
    recipients, signers = cells(made.tables[-1])[0]
    assert signers == f"{'…' * 15}\n{'…' * 15}\n\n\n\n"
    assert recipients.splitlines() == [
        "Nơi nhận:",
        "- Thành phần dự họp;",
        "- Đơn vị được giao việc: Xã Nhơn Sơn;",
        "- Lưu: VT.",
    ]


def test_recipients_stand_left_in_small_letters_below_their_label(one: Document) -> None:
    label, *lines = one.tables[-1].rows[0].cells[0].paragraphs
    assert (label.text, label.runs[0].bold, label.runs[0].italic, label.runs[0].font.size) == (
        "Nơi nhận:",
        True,
        True,
        Pt(12),
    )
    assert [(line.text, line.runs[0].font.size) for line in lines] == [
        ("- Thường trực Huyện ủy, Thường trực HĐND huyện (b/c);", Pt(11)),
        ("- Thành phần dự họp;", Pt(11)),
        ("- Đơn vị được giao việc: Xã Nhơn Sơn;", Pt(11)),
        ("- Lưu: VT.", Pt(11)),
    ]


def test_the_text_reads_from_who_met_to_the_last_sentence(one: Document) -> None:
    written = texts(one)
    assert written[:19] == [
        "THÔNG BÁO",
        "Kết luận cuộc họp giao ban cải cách hành chính tháng 2/2024",
        "Ngày 08/03/2024, Trần Minh Lực chủ trì cuộc họp giao ban về kết quả thực hiện Kế hoạch Cải cách hành chính "
        "Nhà nước huyện Ninh Sơn năm 2024 (Kế hoạch số 395/KH-UBND ngày 08/12/2023), số liệu đến hết tháng 2/2024.",
        "Tham dự cuộc họp: Nguyễn Văn Tâm, Phòng Nội vụ; Kator Thị Mai, Xã Ma Nới.",
        "Số liệu nêu tại Thông báo này là số đã duyệt, chốt lúc 08:00 ngày 08/03/2024.",
        "Sau khi xem xét kết quả và ý kiến của các đơn vị dự họp, người chủ trì kết luận như sau:",
        "1. Đánh giá chung",
        "Lũy kế 2 tháng năm 2024, 31 chỉ tiêu: 1 chưa đạt, 25 chưa có số liệu, 5 chưa công bố.",
        "Tháng 2/2024: 3/17 báo cáo đã duyệt.",
        "1 chỉ tiêu là kết quả tạm tính vì chưa đủ số liệu, nêu tại Phụ lục.",
        "2. Kết luận và giao việc",
        "Trên đây là kết luận cuộc họp giao ban ngày 08/03/2024; Ủy ban nhân dân huyện Ninh Sơn thông báo để các đơn "
        "vị biết, thực hiện./.",
        "PHỤ LỤC",
        "NỘI DUNG, SỐ LIỆU TỪNG MỤC",
        "(Kèm theo Thông báo số        /TB-UBND ngày     tháng     năm 2024 của Ủy ban nhân dân huyện Ninh Sơn)",
        "1. Kết luận các cuộc họp trước",
        "- Không còn kết luận nào chưa xong.",
        "2. Tình hình thực hiện kế hoạch",
        "- Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn chưa đạt: 81,4 % < 90 % (thiếu 8,6 điểm; 141 hồ sơ trễ "
        "hạn trên 759). Tạm tính: 3/15 đơn vị có đủ số liệu. So với kết quả tính đến hết tháng 1/2024: +2,0 điểm.",
    ]
    item = written.index("3. Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn – Cấp xã")
    assert written[item + 1 : item + 6] == [
        "- Chưa đạt: 81,4 % < 90 % (thiếu 8,6 điểm; 141 hồ sơ trễ hạn trên 759). Tạm tính: 3/8 xã có đủ số liệu.",
        "- Riêng tháng 2/2024: 83,4 %.",
        "- So với kết quả tính đến hết tháng 1/2024: +2,0 điểm.",
        "- Đơn vị chưa đạt: Xã Nhơn Sơn 76,0 %.",
        "- Kết luận số 1.",
    ]
    assert written[-3:] == [
        "7. Chuẩn bị đối thoại với người dân",
        "Ghi chú về số liệu",
        "Kết quả tạm tính vì chưa đủ số liệu: Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn (3/15 đơn vị có đủ "
        "số liệu).",
    ]


def test_the_figures_of_each_item_are_an_appendix_on_a_new_page_after_the_signature(one: Document) -> None:
    body = list(one.element.body)
    (appendix,) = [paragraph for paragraph in one.paragraphs if paragraph.text == "PHỤ LỤC"]
    assert appendix.paragraph_format.page_break_before
    assert body.index(appendix._p) > body.index(one.tables[-1]._tbl)


def test_a_comrade_is_written_small_within_a_sentence() -> None:
    minutes = with_decisions()
    meeting = replace(minutes.meeting, chair="Đồng chí Trần Minh Lực, Phó Chủ tịch UBND huyện")
    opening = texts(document(replace(minutes, meeting=meeting)))[2]
    assert opening.startswith("Ngày 08/03/2024, đồng chí Trần Minh Lực, Phó Chủ tịch UBND huyện chủ trì cuộc họp")


def test_kind_and_subject_are_bold_and_centred_and_the_text_is_justified(one: Document) -> None:
    kind, subject, _, opening = one.paragraphs[:4]
    for paragraph in (kind, subject):
        assert (paragraph.alignment, paragraph.runs[0].bold) == (WD_ALIGN_PARAGRAPH.CENTER, True)
    assert (opening.alignment, opening.runs[0].bold) == (WD_ALIGN_PARAGRAPH.JUSTIFY, False)


def test_every_sentence_of_the_data_stands_in_the_document() -> None:
    minutes = with_decisions("Giải quyết dứt điểm 120 hồ sơ trễ hạn")
    written = texts(document(minutes))
    said = [f"- {text}" for item in minutes.items for text in item.said] + [
        *minutes.state,
        *minutes.marks,
        *minutes.on_figures,
    ]
    assert [text for text in said if text.replace("\xa0", " ") not in written] == []
    titles = [f"{place}. {item.title}" for place, item in enumerate(minutes.items, 1)]
    assert [text for text in titles if text not in written] == []


@pytest.mark.parametrize("count", [1, 40])
def test_every_decision_is_a_row_with_its_unit_and_day_below_a_head_that_every_page_repeats(count: int) -> None:
    minutes = with_decisions(*(f"Việc thứ {place}, giao theo Kế hoạch số 395/KH-UBND" for place in range(count)))
    table = document(minutes).tables[1]
    assert cells(table) == [
        HEAD,
        *([str(row.place), row.decision.text, row.unit, f"{row.decision.due:%d/%m/%Y}"] for row in minutes.decisions),
    ]
    assert len(table.rows) == count + 1
    assert repeated_rows(table) == [0]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


def test_a_meeting_that_decided_nothing_says_so() -> None:
    made = document(with_decisions())
    assert "Cuộc họp không giao việc mới." in texts(made)
    assert [line.text for line in made.tables[-1].rows[0].cells[0].paragraphs] == [
        "Nơi nhận:",
        "- Thường trực Huyện ủy, Thường trực HĐND huyện (b/c);",
        "- Thành phần dự họp;",
        "- Lưu: VT.",
    ]


def test_open_decisions_of_earlier_meetings_follow_in_a_table_with_what_became_of_them() -> None:
    made = office()
    first = made.begin(day=dt.date(2024, 2, 7))
    made.decide(first, "Bố trí thêm công chức một cửa", unit=HOA_SON, due=dt.date(2024, 2, 20))
    made.close(first)
    written = document(of_meeting(made, made.held(["Công khai hồ sơ trễ hạn"]).number))
    table = written.tables[2]
    assert "3. Theo dõi kết luận các cuộc họp trước" in texts(written)
    assert cells(table) == [
        [*HEAD, "Tình hình"],
        ["1", "Bố trí thêm công chức một cửa (họp ngày 07/02/2024)", "Xã Hòa Sơn", "20/02/2024", "Trễ 17 ngày"],
    ]
    assert repeated_rows(table) == [0]


@pytest.mark.parametrize("text", ["=1+1", "+84 kiểm tra", "-5 hồ sơ", "@SUM(A1)", "<b>&amp;</b> {{ x }}"])
def test_what_looks_like_a_formula_or_a_tag_is_only_text(text: str) -> None:
    assert cells(document(with_decisions(text)).tables[1])[1][1] == text


def test_letters_that_xml_refuses_do_not_break_the_document() -> None:
    minutes = with_decisions("Việc")
    written = "Gi\x00ao\x0b\x1f Xã\ud800 Ma\uffff Nới\x7f"
    (row,) = minutes.decisions
    decided = replace(row, decision=replace(row.decision, text=written), unit=written)
    named = replace(minutes, decisions=(decided,), meeting=replace(minutes.meeting, chair=written, participants=()))
    made = document(named)
    assert cells(made.tables[1])[1][1:3] == ["Giao Xã Ma Nới", "Giao Xã Ma Nới"]
    assert texts(made)[2].startswith("Ngày 08/03/2024, Giao Xã Ma Nới chủ trì")


def test_figures_for_demonstration_are_marked_above_every_page_and_others_are_not(one: Document) -> None:
    clock = Clock()
    shown = Office(replace(with_demonstration(), clock=clock), clock)
    assert headers(document(of_meeting(shown, shown.held([]).number))) == [[DEMO_MARK], [DEMO_MARK]]
    assert headers(one) == [[], []]


def test_pages_from_the_second_on_are_numbered(one: Document) -> None:
    (section,) = one.sections
    assert section.different_first_page_header_footer
    fields = [
        [field.get(qn("w:instr")) for field in header._element.iter(qn("w:fldSimple"))]
        for header in (section.first_page_header, section.header)
    ]
    assert fields == [[], ["PAGE"]]


def test_the_file_says_of_itself_what_it_is_and_names_no_tool(one: Document) -> None:
    about = one.core_properties
    assert about.title == "Kết luận cuộc họp giao ban cải cách hành chính tháng 2/2024"
    assert (about.author, about.comments, about.last_modified_by) == ("Ủy ban nhân dân huyện Ninh Sơn", "", "")
    assert about.created == dt.datetime.combine(MEETING_DAY, dt.time(4), dt.UTC)
