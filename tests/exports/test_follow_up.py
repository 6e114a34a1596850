"""The page that follows decisions up, read back: every decision while they fit, and a count of those that do not."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from docx.document import Document

from kpi.exports.follow_up import follow_up_document
from kpi.meetings import days_late
from kpi.services import decisions
from kpi.services.minutes import FollowUpSheet, follow_up_of
from tests.exports.held import NHON_SON, Office, office
from tests.exports.reading import cells, headers, opened, repeated_rows, texts
from tests.fakes_people import Clock
from tests.office import CHAIRMAN, MA_NOI, OFFICER, with_demonstration

HEAD = ["TT", "Nội dung kết luận", "Đơn vị chủ trì", "Thời hạn", "Tình hình"]
SHORTENED = "Chỗ có dấu “…” là rút gọn; xem đầy đủ tại Thông báo kết luận của cuộc họp."
LONG = "Rà soát, giải quyết dứt điểm hồ sơ quá hạn, xin lỗi người dân bằng văn bản và báo cáo nguyên nhân. " * 5


def sheet(*texts_decided: str, done: int = 0, day: dt.date = dt.date(2024, 3, 20)) -> FollowUpSheet:
    """What became on a day of decisions that fell due from 15/03/2024 on; the last `done` were done on 17/03/2024."""
    made = office()
    number = made.held(texts_decided, units=(NHON_SON, MA_NOI, "trung-tam-vhtt")).number
    made.at(day)
    written = made.product.store.decisions(meeting=number)
    for one in written[len(written) - done :]:
        decisions.finish(made.product, CHAIRMAN, one.number, done_on=dt.date(2024, 3, 17), version=one.version)
    found = follow_up_of(made.product, OFFICER, number)
    assert found is not None
    return found


def document(shown: FollowUpSheet) -> Document:
    return opened(follow_up_document(shown))


def test_the_page_counts_and_lists_every_decision_with_what_became_of_it() -> None:
    made = document(sheet("Công khai hồ sơ trễ hạn", "Báo cáo nguyên nhân", "Tập huấn", done=1))
    assert texts(made) == [
        "THEO DÕI THỰC HIỆN KẾT LUẬN",
        "Cuộc họp giao ban ngày 08/03/2024, tính đến ngày 20/03/2024",
        "3 kết luận: 2 trễ hạn, 1 đã xong.",
    ]
    assert cells(made.tables[1]) == [
        HEAD,
        ["1", "Công khai hồ sơ trễ hạn", "Xã Nhơn Sơn", "15/03/2024", "Trễ 5 ngày"],
        ["2", "Báo cáo nguyên nhân", "Xã Ma Nới", "16/03/2024", "Trễ 4 ngày"],
        [
            "3",
            "Tập huấn",
            "Trung tâm Văn hóa - Thể thao và Truyền thanh huyện",
            "17/03/2024",
            "Xong 17/03/2024",
        ],
    ]
    assert repeated_rows(made.tables[1]) == [0]


@pytest.mark.parametrize(
    ("done", "day", "counted"),
    [
        (0, 15, "4 kết luận: 4 còn hạn."),
        (0, 17, "4 kết luận: 2 trễ hạn, 2 còn hạn."),
        (4, 17, "4 kết luận: 4 đã xong (2 xong trễ)."),
    ],
)
def test_late_open_and_done_are_counted_apart(done: int, day: int, counted: str) -> None:
    made = document(sheet("A", "B", "C", "D", done=done, day=dt.date(2024, 3, day)))
    assert texts(made)[2] == counted


def test_nothing_to_follow_is_said_without_a_table() -> None:
    made = document(sheet())
    assert texts(made)[2:] == ["Không có kết luận nào phải theo dõi."]
    assert len(made.tables) == 1


def test_a_few_long_decisions_are_written_in_full() -> None:
    made = document(sheet(LONG, LONG))
    assert [row[1] for row in cells(made.tables[1])[1:]] == [LONG.strip()] * 2
    assert SHORTENED not in texts(made)


def test_forty_long_decisions_take_one_page_the_latest_first_and_the_others_are_counted_by_their_state() -> None:
    shown = sheet(*[LONG] * 40, done=5)
    made = document(shown)
    rows = cells(made.tables[1])[1:]
    full = [one.decision.text for one in shown.conclusions]
    assert [row[0] for row in rows] == [str(place) for place in range(1, len(rows) + 1)]
    assert all(row[1].endswith("…") and text.startswith(row[1][:-1]) for row, text in zip(rows, full, strict=False))
    rest = shown.conclusions[len(rows) :]
    late = sum(one.decision.done_on is None and days_late(one.decision, shown.day) > 0 for one in rest)
    done = sum(one.decision.done_on is not None for one in rest)
    assert (len(rows), late, done) == (10, 0, 5)
    assert texts(made)[3:] == [
        "Còn 30 kết luận khác: 25 còn hạn, 5 đã xong; xem tại màn hình Họp giao ban.",
        SHORTENED,
    ]


def test_texts_are_shortened_only_as_much_as_it_takes_for_all_to_fit() -> None:
    made = document(sheet(*[LONG] * 6))
    rows = cells(made.tables[1])[1:]
    assert len(rows) == 6
    assert all(row[1].endswith("…") for row in rows)
    assert {len(row[1]) for row in rows} == {198}
    assert texts(made)[3:] == [SHORTENED]


def test_what_a_unit_wrote_is_shortened_to_no_more_lines_than_the_decision() -> None:
    shown = sheet("Công khai", *[LONG] * 5)
    told = replace(shown.conclusions[0], standing=f"Trễ 5 ngày. 18/03/2024: {LONG}")
    made = document(replace(shown, conclusions=(told, *shown.conclusions[1:])))
    first, *others = cells(made.tables[1])[1:]
    assert first[4].endswith("…")
    assert 100 < len(first[4]) <= len(others[0][1]) * 39 // 64 + 1
    assert len(others) == 5


def test_what_does_not_fit_leaves_nothing_uncounted() -> None:
    for count in (8, 16, 24, 32):
        made = document(sheet(*[f"Việc {place}: {LONG[:110]}" for place in range(count)]))
        shown = len(made.tables[1].rows) - 1
        rest = [int(found[1]) for text in texts(made) if (found := re.match(r"Còn (\d+) kết luận khác", text))]
        assert shown + sum(rest) == count


def test_a_decision_of_an_earlier_meeting_names_the_day_of_that() -> None:
    made = office()
    first = made.begin(day=dt.date(2024, 2, 7))
    made.decide(first, "Bố trí thêm công chức", due=dt.date(2024, 2, 20))
    made.close(first)
    second = made.held(["Tập huấn"])
    found = follow_up_of(made.product, OFFICER, second.number)
    assert found is not None
    assert [row[1] for row in cells(document(found).tables[1])[1:]] == [
        "Bố trí thêm công chức (họp ngày 07/02/2024)",
        "Tập huấn",
    ]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "<w:p/>"])
def test_what_looks_like_a_formula_or_a_tag_is_only_text(text: str) -> None:
    assert cells(document(sheet(text)).tables[1])[1][1] == text


def test_figures_for_demonstration_are_marked_above_the_page() -> None:
    clock = Clock()
    shown = Office(replace(with_demonstration(), clock=clock), clock)
    found = follow_up_of(shown.product, OFFICER, shown.held(["Tập huấn"]).number)
    assert found is not None
    assert headers(document(found)) == [["SỐ LIỆU MINH HỌA"], ["SỐ LIỆU MINH HỌA"]]
    assert headers(document(sheet("Tập huấn"))) == [[], []]
