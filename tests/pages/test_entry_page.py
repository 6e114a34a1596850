"""The entry page: what is typed comes back examined, is kept, and is saved on request."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import Person
from kpi.figures import Change, Figure, FigureKey, Report, ReportState, Stamp
from kpi.services.product import Product
from tests.builders import reports
from tests.fakes import FakeStore
from tests.office import (
    COLLEAGUE,
    COORDINATOR,
    HUYEN,
    MA_NOI,
    MARCH,
    MY_SON,
    OFFICER,
    ninh_son,
    product,
    put_state,
    session,
    stored,
    with_accounts,
)
from tests.pages.screen import address, blocks, draw, happen, run

RESOLVED = {"resolved_early": "100", "resolved_on_time": "15", "resolved_late": "3"}


def opened(made: Product, unit: str = MA_NOI, month: str = "2024-03", *, person: Person = OFFICER) -> AppTest:
    return draw("entry", session(made, person=person), don_vi=unit, thang=month)


def form(screen: AppTest) -> tuple[str, dict[str, Any]]:
    """The key of the form's component and what it was given."""
    ((key, data),) = blocks(screen).items()
    return key, data


def type_in(screen: AppTest, **texts: str) -> dict[str, Any]:
    key, data = form(screen)
    happen(screen, key, "texts", {**data["texts"], **texts}, kept=True)
    return form(screen)[1]


def submit(screen: AppTest, **texts: str) -> dict[str, Any]:
    key, data = form(screen)
    happen(screen, key, "submit", {**data["texts"], **texts})
    return form(screen)[1]


def save(screen: AppTest, **texts: str) -> dict[str, Any]:
    key, data = form(screen)
    happen(screen, key, "save", {**data["texts"], **texts})
    return form(screen)[1]


def test_the_page_opens_with_the_own_unit_and_the_month_being_reported() -> None:
    screen = draw("entry", session(product(ninh_son()), person=OFFICER))
    assert address(screen) == {"don-vi": MA_NOI, "thang": "2024-03"}
    assert [head.value for head in screen.subheader] == ["Xã Ma Nới – tháng 3/2024"]
    assert [line.value for line in screen.caption] == ["Chưa lưu lần nào"]


def test_every_figure_of_the_unit_has_its_field_with_its_name() -> None:
    html = form(opened(product(ninh_son())))[1]["html"]
    for measure in ninh_son().measures_of(MA_NOI):
        assert f'name="{measure.id}"' in html
        assert f">{measure.name} <" in html
    assert html.count("data-figure") == 32


def test_last_month_stands_beside_the_field() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-02", pending=1234, postal=None))
    html = form(opened(made))[1]["html"]
    assert 'data-before="1234"' in html
    assert 'data-label="Tháng trước">1.234<' in html
    assert 'data-before="không phát sinh"' in html


def test_a_published_result_has_a_field_for_its_decision() -> None:
    html = form(opened(product(ninh_son()), HUYEN, person=COORDINATOR))[1]["html"]
    assert 'name="source.ddci_rank"' in html
    assert 'name="source.inspections"' not in html


@pytest.mark.parametrize(
    ("unit", "month", "sentence"),
    [
        (MA_NOI, "2024-09", "Chưa đến tháng 9/2024; hãy chọn tháng khác."),
        (MA_NOI, "2024-12", "Chưa đến tháng 12/2024; hãy chọn tháng khác."),
    ],
)
def test_a_form_that_cannot_be_opened_says_what_to_do_instead(unit: str, month: str, sentence: str) -> None:
    screen = opened(product(ninh_son()), unit, month)
    assert [info.value for info in screen.info] == [sentence]
    assert blocks(screen) == {}


def test_what_is_typed_is_examined_while_typing_and_kept() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    data = type_in(opened(made), **RESOLVED, postal="9", circulated="mười")
    assert data["echo"]["resolved"]["choices"] == [{"label": "Điền 118", "value": "118"}]
    assert data["echo"]["postal"] == {"text": "đã lưu: 7 → 9", "changed": True}
    assert data["echo"]["circulated"]["bad"] is True
    assert data["unsaved"] == "4 thay đổi chưa lưu"
    assert made.store.draft(MA_NOI, MARCH, OFFICER.login)["circulated"] == "mười"
    assert stored(made) == {"postal": 7}


def test_an_ambiguous_number_is_asked_about_with_both_readings() -> None:
    data = type_in(opened(product(ninh_son()), HUYEN, person=COORDINATOR), papi_score="41.234")
    assert [choice["label"] for choice in data["echo"]["papi_score"]["choices"]] == ["41.234", "41,234"]


def test_a_check_shows_both_sides_and_asks_for_an_explanation_only_where_it_fails() -> None:
    screen = opened(product(ninh_son()))
    data = type_in(screen, **RESOLVED, resolved="118")
    assert (data["checks"]["resolved_total"]["symbol"], data["checks"]["resolved_total"]["explain"]) == ("✓", False)
    data = type_in(screen, **RESOLVED, resolved="120")
    failed = data["checks"]["resolved_total"]
    assert (failed["symbol"], failed["explain"]) == ("✗", True)
    assert failed["text"].endswith("120 ≠ 118 (lệch 2)")
    assert data["checks"]["carried_over"]["symbol"] == "○"


def test_saving_stores_the_figures_and_says_what_it_did() -> None:
    made = with_accounts(product(ninh_son(), reports(MA_NOI, "2024-03", postal=7)))
    screen = opened(made)
    data = save(screen, postal="9", circulated="kps")
    assert stored(made) == {"postal": 9, "circulated": None}
    assert data["message"]["text"] == "Đã lưu 2 thay đổi."
    assert data["texts"]["postal"] == "9"
    assert made.store.report(MA_NOI, MARCH).saved_by == OFFICER.login
    assert [line.value for line in screen.caption] == [f"Lưu lần cuối: 09:30 ngày 03/04/2024, {OFFICER.name} (lần 2)"]


def test_a_refused_save_says_why_and_leaves_the_form_as_it_is() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    screen = opened(made)
    key, before = form(screen)
    data = save(screen, postal="mười")
    assert data["message"]["text"] == "Chưa lưu: còn 1 ô cần sửa, được đánh dấu trong biểu."
    assert (form(screen)[0], data["identity"]) == (key, before["identity"])
    assert made.store.draft(MA_NOI, MARCH, OFFICER.login)["postal"] == "mười"
    assert stored(made) == {"postal": 7}


class OvertakenStore(FakeStore):
    """A store in which a colleague saves the same report first, once."""

    def save_report(
        self, report: Report, *, changes: Sequence[Change], explanations: Mapping[str, str], stamp: Stamp
    ) -> Report:
        if stamp.who == OFFICER.login and report.version == 1:
            key = FigureKey(report.unit, "postal", report.month)
            theirs = [Change(key, Figure(key, 7), Figure(key, 9))]
            super().save_report(report, changes=theirs, explanations={}, stamp=Stamp(COLLEAGUE.name, stamp.at, "form"))
        return super().save_report(report, changes=changes, explanations=explanations, stamp=stamp)


def test_who_saves_second_sees_what_the_first_did_with_the_own_words_kept() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7), store=OvertakenStore())
    screen = opened(made)
    data = save(screen, postal="8")
    assert COLLEAGUE.name in data["message"]["text"]
    assert data["message"]["items"] == ["Người kia đã sửa Hồ sơ tiếp nhận qua dịch vụ bưu chính công ích: 7 → 9"]
    assert (stored(made)["postal"], data["texts"]["postal"]) == (9, "8")
    save(screen)
    assert stored(made)["postal"] == 8


def test_what_was_left_unsaved_comes_back_with_a_notice() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    type_in(opened(made), postal="9")
    data = form(opened(made))[1]
    assert data["texts"]["postal"] == "9"
    assert "Đã khôi phục phần bạn nhập dở, chưa lưu." in data["html"]


def test_what_was_left_unsaved_can_be_dropped() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    screen = opened(made)
    type_in(screen, postal="9")
    happen(screen, form(screen)[0], "discard", True)
    assert form(screen)[1]["texts"]["postal"] == "7"
    assert made.store.draft(MA_NOI, MARCH, OFFICER.login) == {}


def test_the_browser_keeps_a_second_copy_for_each_version_of_the_report() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    data = form(opened(made))[1]
    assert data["storage"] == f"kpi|{OFFICER.login}|{MA_NOI}|2024-03|1"
    assert data["outdated"] == [f"kpi|{OFFICER.login}|{MA_NOI}|2024-03|0"]


def test_a_history_month_can_be_entered() -> None:
    made = product(ninh_son(), now=dt.datetime(2024, 4, 3, tzinfo=dt.UTC))
    save(opened(made, MA_NOI, "2023-01"), postal="4")
    assert [figure.value for figure in made.store.figures_of(MA_NOI, [MARCH - 14])] == [4]


NOT_ARISEN = {measure.id: "kps" for measure in ninh_son().measures_of(MA_NOI)}
POSTAL = reports(MA_NOI, "2024-03", postal=7)


@pytest.mark.parametrize(
    ("person", "unit", "sentence"),
    [
        (OFFICER, MY_SON, "Bạn không được nhập số liệu của Xã Mỹ Sơn; hãy chọn đơn vị của mình."),
        (COORDINATOR, MA_NOI, "Báo cáo của Xã Ma Nới chưa được duyệt nên chưa điều chỉnh được; đơn vị tự nhập và nộp."),
    ],
)
def test_the_form_of_another_unit_is_refused_in_words_and_shows_no_figure(
    person: Person, unit: str, sentence: str
) -> None:
    made = product(ninh_son(), {**POSTAL, **reports(MY_SON, "2024-03", postal=8)})
    screen = opened(made, unit, person=person)
    assert [info.value for info in screen.info] == [sentence]
    assert blocks(screen) == {}
    assert [head.value for head in screen.subheader] == []


def test_who_was_refused_can_choose_the_own_unit_again() -> None:
    screen = opened(product(ninh_son(), POSTAL), MY_SON)
    screen.selectbox(key="url.don-vi").select(MA_NOI)
    run(screen)
    assert [head.value for head in screen.subheader] == ["Xã Ma Nới – tháng 3/2024"]
    assert screen.selectbox(key="url.don-vi").options == ["Xã Ma Nới"]


def test_a_submission_lists_everything_that_is_still_to_do() -> None:
    made = product(ninh_son(), POSTAL)
    data = submit(opened(made), postal="9", circulated="mười")
    assert data["message"]["style"] == "s-missed"
    assert "Cần sửa ô" in "\n".join(data["message"]["items"]) or "1 ô cần sửa" in data["message"]["text"]
    assert made.store.report(MA_NOI, MARCH).state is ReportState.DRAFT


def test_a_whole_report_is_saved_and_submitted_at_once_and_then_only_read() -> None:
    made = with_accounts(product(ninh_son()))
    screen = opened(made)
    data = submit(screen, **NOT_ARISEN)
    assert data["message"]["text"] == "Đã nộp báo cáo, đang chờ duyệt."
    assert made.store.report(MA_NOI, MARCH).state is ReportState.SUBMITTED
    assert "data-do" not in data["html"]
    assert '<fieldset class="bare" disabled>' in data["html"]
    assert f"Đã nộp lúc 09:30 ngày 03/04/2024, {OFFICER.name}, đang chờ duyệt." in screen.markdown[-1].value


def test_a_returned_report_says_why_and_can_be_changed() -> None:
    made = with_accounts(product(ninh_son()))
    put_state(made, POSTAL, ReportState.RETURNED, because="Cột 13 tăng gấp đôi")
    screen = opened(made)
    assert "Lý do: Cột 13 tăng gấp đôi" in screen.markdown[-1].value
    assert 'data-do="submit"' in form(screen)[1]["html"]


def test_an_approved_report_is_corrected_by_the_coordinator_with_a_reason_and_by_no_unit() -> None:
    made = product(ninh_son())
    put_state(made, POSTAL, ReportState.APPROVED)
    assert "data-do" not in form(opened(made))[1]["html"]
    screen = opened(made, person=COORDINATOR)
    assert 'data-do="submit"' not in form(screen)[1]["html"]
    saved = save(screen, postal="9", reason="Đếm trùng hai hồ sơ")
    assert (saved["message"]["style"], stored(made)["postal"]) == ("s-met", 9)
    assert made.store.report(MA_NOI, MARCH).corrected_by == COORDINATOR.login


def test_a_form_whose_session_has_ended_leads_to_the_sign_in_page_and_saves_nothing() -> None:
    made = product(ninh_son(), POSTAL)
    screen = draw("entry", session(made, person=OFFICER, ended=True), don_vi=MA_NOI, thang="2024-03")
    assert blocks(screen) == {"leave": {"address": "/dang-nhap"}}
