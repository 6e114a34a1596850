"""The review page: who stands where, what stands out in a report, and the decision about it."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import Person
from kpi.figures import Change, Figure, FigureKey, ReportState, Stamp
from kpi.months import Month
from kpi.plan import WHOLE
from kpi.services import review
from kpi.services.product import Product
from kpi.ui.review import figures_html, month_html, next_unit, report_html, said_html
from kpi.ui.session import Session
from tests.builders import Figures, reports
from tests.office import (
    BACKUPS,
    CHAIRMAN,
    COORDINATOR,
    DEMO_FOLDER,
    HUYEN,
    MA_NOI,
    MARCH,
    MY_SON,
    NOW,
    OFFICER,
    SECOND_COORDINATOR,
    ninh_son,
    product,
    put,
    put_state,
    with_accounts,
)
from tests.pages.screen import address, blocks, draw, happen, run

NHON_SON = "22831"
HISTORY: Figures = {
    (MA_NOI, "resolved", f"2023-{at:02d}"): float(value)
    for at, value in zip(range(3, 13), (96, 104, 110, 95, 121, 99, 104, 108, 118, 97), strict=True)
}
MARCH_OF_MA_NOI = reports(
    MA_NOI, "2024-03", resolved=240, resolved_early=200, resolved_on_time=30, resolved_late=5, postal=2
)


def office() -> Product:
    """Ma Nới and the district have submitted March, the district through the coordinator; Mỹ Sơn has begun."""
    made = with_accounts(product(ninh_son(), {**HISTORY, **reports(MY_SON, "2024-03", postal=7)}))
    put_state(made, MARCH_OF_MA_NOI, ReportState.SUBMITTED)
    put_state(made, reports(HUYEN, "2024-03", inspections=1), ReportState.SUBMITTED, unit=HUYEN)
    own = replace(made.store.report(HUYEN, MARCH), submitted_by=COORDINATOR.login)
    stamp = Stamp(COORDINATOR.login, NOW, "form")
    made.store.save_report(own, changes=(), explanations={"note": "Ghi chú"}, stamp=stamp)
    return made


def of(made: Product, person: Person, opened: list[tuple[str, Mapping[str, str]]] | None = None) -> Session:
    pages = [] if opened is None else opened
    return Session(
        made, person, DEMO_FOLDER, BACKUPS, lambda: False, lambda url, parameters: pages.append((url, parameters))
    )


def opened(made: Product, unit: str, person: Person = COORDINATOR) -> AppTest:
    """The page at one report of March."""
    return draw("review", of(made, person), thang="2024-03", don_vi=unit)


def html(screen: AppTest, key: str) -> str:
    """The text of a block without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", blocks(screen)[key]["html"]).split())


def labels_of(screen: AppTest) -> list[str]:
    return [button.label for button in screen.button]


def press(screen: AppTest, label: str) -> AppTest:
    (button,) = [one for one in screen.button if one.label == label]
    button.click()
    return run(screen)


def month_of(made: Product, person: Person = COORDINATOR) -> review.MonthReview:
    return review.month_review(made, person, MARCH)


def report_of(made: Product, unit: str = MA_NOI) -> review.ReportReview:
    return review.report_review(made, COORDINATOR, unit, MARCH)


def written(made: Product, unit: str = MA_NOI, *, entry_page: str = "nhap-so-lieu") -> str:
    seen = report_of(made, unit)
    return report_html(ninh_son(), seen, {}, today=made.today, history_page="lich-su", entry_page=entry_page)


# The blocks


def test_the_list_puts_what_waits_first_and_what_is_done_last() -> None:
    made = office()
    put_state(made, reports(NHON_SON, "2024-03", postal=1), ReportState.APPROVED, unit=NHON_SON)
    text = month_html(month_of(made), chosen=WHOLE)
    heads = re.findall(r"<mark class=\"[^\"]*\">(.*?)</mark>", text)
    assert heads == ["◷ Đã nộp, chờ duyệt", "… Đang nhập", "○ Chưa bắt đầu", "✓ Đã duyệt"]


def test_every_unit_that_owes_a_report_is_a_link_that_puts_it_into_the_address() -> None:
    made = office()
    text = month_html(month_of(made), chosen=WHOLE)
    for unit in month_of(made).reporting.expected:
        assert f'href="./duyet-bao-cao?thang=2024-03&amp;don-vi={unit.id}"' in text


def test_the_chosen_unit_is_marked_and_leads_back_to_all() -> None:
    text = month_html(month_of(office()), chosen=MA_NOI)
    assert text.count('aria-current="true"') == 1
    assert 'href="./duyet-bao-cao?thang=2024-03&amp;don-vi=all"' in text


def test_lateness_and_corrections_stand_beside_the_unit() -> None:
    made = product(ninh_son(), now=NOW.replace(day=8))
    put_state(made, MARCH_OF_MA_NOI, ReportState.APPROVED)
    corrected = replace(made.store.report(MA_NOI, MARCH), corrected_at=made.clock(), corrected_by=COORDINATOR.login)
    key = FigureKey(MA_NOI, "postal", MARCH)
    stamp = Stamp("tam.nguyen", made.clock(), "form", "Đếm trùng")
    made.store.save_report(corrected, changes=[Change(key, None, Figure(key, 9))], explanations={}, stamp=stamp)
    text = month_html(month_of(made), chosen=WHOLE)
    assert "nộp trễ 3 ngày" in text
    assert "quá hạn 3 ngày" in text
    assert "đã điều chỉnh ngày 08/04/2024" in text


def test_what_stands_out_is_flagged_with_symbol_word_and_basis_and_not_among_the_quiet_figures() -> None:
    made = office()
    text = written(made)
    assert '<mark class="s-near">▲ Cao khác thường</mark> <strong>Tổng số hồ sơ đã giải quyết: 240</strong>' in text
    assert "Cao hơn hẳn mức thường có" in text
    assert "Tổng số hồ sơ đã giải quyết <" not in figures_html(ninh_son(), report_of(made))


def test_a_failed_check_shows_its_explanation_or_that_there_is_none() -> None:
    made = office()
    assert "≠</i> Tổng đã giải quyết" in written(made)
    assert "chưa giải trình" in written(made)
    report = made.store.report(MA_NOI, MARCH)
    said = {"resolved_total": "Năm hồ sơ <rút> sau khi nhận."}
    made.store.save_report(report, changes=(), explanations=said, stamp=Stamp(OFFICER.login, NOW, "form"))
    assert "Giải trình: “Năm hồ sơ &lt;rút&gt; sau khi nhận.”" in written(made)


def test_what_people_write_is_escaped() -> None:
    text = said_html(month_of(office()), MA_NOI, style="s-met", text="<b>x</b>", items=["<i>y</i>"])
    assert "&lt;b&gt;x&lt;/b&gt;" in text
    assert "&lt;i&gt;y&lt;/i&gt;" in text


def test_only_an_approved_report_leads_to_its_correction_and_only_for_who_may() -> None:
    made = office()
    assert "nhap-so-lieu" not in written(made)
    put_state(made, reports(NHON_SON, "2024-03", postal=1), ReportState.APPROVED, unit=NHON_SON)
    assert f"./nhap-so-lieu?don-vi={NHON_SON}&amp;thang=2024-03" in written(made, NHON_SON)
    assert "Điều chỉnh" not in written(made, NHON_SON, entry_page="")


def test_a_report_without_figures_says_so() -> None:
    assert "Đơn vị chưa nhập số liệu nào." in written(office(), NHON_SON)


def test_the_next_report_to_decide_follows_in_the_order_of_the_list_and_then_from_its_top() -> None:
    made = office()
    put_state(made, reports(MY_SON, "2024-03", postal=1), ReportState.SUBMITTED, unit=MY_SON)
    seen = month_of(made)
    ids = [unit.id for unit in seen.reporting.expected if unit.id in seen.approvable]
    assert set(ids) == {MA_NOI, MY_SON}
    found = [next_unit(seen, after) for after in (WHOLE, *ids)]
    assert [unit.id if unit else None for unit in found] == [ids[0], ids[1], ids[0]]
    assert next_unit(month_of(office()), MA_NOI) is None


# The page


def test_the_page_opens_with_all_units_and_says_what_waits() -> None:
    screen = draw("review", of(office(), COORDINATOR))
    assert address(screen) == {"thang": "2024-03", "don-vi": "all"}
    assert "Có 1 báo cáo đang chờ bạn duyệt. Báo cáo cần duyệt tiếp theo: Xã Ma Nới →" in html(screen, "summary")
    assert labels_of(screen) == ["Duyệt 1 báo cáo"]


def test_a_click_on_a_unit_opens_its_report() -> None:
    pages: list[tuple[str, Mapping[str, str]]] = []
    screen = draw("review", of(office(), COORDINATOR, pages))
    happen(screen, "month", "link", f"./duyet-bao-cao?thang=2024-03&don-vi={MA_NOI}")
    assert pages == [("duyet-bao-cao", {"thang": "2024-03", "don-vi": MA_NOI})]


def test_a_month_in_which_the_unit_owes_nothing_falls_back_to_all() -> None:
    screen = draw("review", of(office(), COORDINATOR), thang="2024-03", don_vi="<b>x</b>")
    assert address(screen)["don-vi"] == "all"


def test_an_approval_is_kept_told_and_leads_to_the_next_report() -> None:
    made = office()
    put_state(made, reports(MY_SON, "2024-03", postal=1), ReportState.SUBMITTED, unit=MY_SON)
    screen = press(opened(made, MA_NOI), "Duyệt")
    assert made.store.report(MA_NOI, MARCH).state is ReportState.APPROVED
    assert made.store.report(MA_NOI, MARCH).decided_by == COORDINATOR.login
    assert html(screen, "said") == (
        "Đã duyệt báo cáo tháng 3/2024 của Xã Ma Nới. Báo cáo cần duyệt tiếp theo: Xã Mỹ Sơn →"
    )
    assert "✓ Đã duyệt" in html(screen, "report")
    assert labels_of(screen) == []


def test_after_the_last_one_nothing_is_left_to_decide() -> None:
    screen = press(opened(office(), MA_NOI), "Duyệt")
    assert html(screen, "said").endswith("Không còn báo cáo nào chờ bạn duyệt.")


def test_the_message_ends_when_another_report_is_looked_at() -> None:
    screen = press(opened(office(), MA_NOI), "Duyệt")
    screen.selectbox(key="url.don-vi").select(MY_SON)
    run(screen)
    assert "said" not in blocks(screen)


def test_a_return_without_a_reason_is_refused_and_nothing_changes() -> None:
    made = office()
    screen = press(opened(made, MA_NOI), "Trả lại")
    assert "Hãy ghi lý do trả lại để đơn vị biết cần sửa gì." in html(screen, "said")
    assert made.store.report(MA_NOI, MARCH).state is ReportState.SUBMITTED


def test_a_return_keeps_its_reason_and_offers_the_reminder() -> None:
    made = office()
    screen = opened(made, MA_NOI)
    screen.text_area[0].input("Cột 7 khác tổng các cột; hãy xem lại.")
    press(screen, "Trả lại")
    report = made.store.report(MA_NOI, MARCH)
    assert (report.state, report.returned_because) == (
        ReportState.RETURNED,
        "Cột 7 khác tổng các cột; hãy xem lại.",
    )
    assert "Đã trả lại báo cáo tháng 3/2024 cho Xã Ma Nới" in html(screen, "said")
    assert "Lý do trả lại: Cột 7 khác tổng các cột" in html(screen, "reminder")


def test_what_changed_after_it_was_shown_is_not_approved() -> None:
    made = office()
    screen = opened(made, MA_NOI)
    put(made, reports(MA_NOI, "2024-03", resolved=250))
    press(screen, "Duyệt")
    assert made.store.report(MA_NOI, MARCH).state is ReportState.SUBMITTED
    assert "Báo cáo đã thay đổi (Chamaléa Thiện" in html(screen, "said")
    assert "250" in html(screen, "report")


def test_nothing_is_decided_in_a_session_that_has_ended() -> None:
    made = office()
    over: list[bool] = []
    session = replace(of(made, COORDINATOR), ended=lambda: bool(over))
    single = draw("review", session, thang="2024-03", don_vi=MA_NOI)
    many = draw("review", session, thang="2024-03")
    over.append(True)
    press(single, "Duyệt")
    press(many, "Duyệt 1 báo cáo")
    assert made.store.report(MA_NOI, MARCH).state is ReportState.SUBMITTED


def test_ones_own_report_cannot_be_decided_and_the_page_says_why() -> None:
    screen = opened(office(), HUYEN)
    assert labels_of(screen) == []
    assert "do chính bạn nộp" in screen.info[0].value
    assert "Duyệt" in labels_of(opened(office(), HUYEN, SECOND_COORDINATOR))


def test_a_leader_reads_and_is_offered_nothing_to_do() -> None:
    made = office()
    for unit in (MA_NOI, MY_SON):
        screen = opened(made, unit, CHAIRMAN)
        assert labels_of(screen) == []
        assert "reminder" not in blocks(screen)
    assert "Cao khác thường" in html(opened(made, MA_NOI, CHAIRMAN), "report")
    assert labels_of(draw("review", of(made, CHAIRMAN))) == []


def test_others_are_refused_in_a_sentence() -> None:
    screen = draw("review", of(office(), OFFICER))
    assert [one.value for one in screen.info] == ["Bạn chỉ xem được số đã duyệt của Ủy ban nhân dân huyện Ninh Sơn."]
    assert blocks(screen) == {}


def test_all_that_waits_is_approved_after_asking_once() -> None:
    made = office()
    screen = draw("review", of(made, COORDINATOR), thang="2024-03")
    assert any("Duyệt báo cáo tháng 3/2024 của: Xã Ma Nới?" in one.value for one in screen.text)
    press(screen, "Duyệt 1 báo cáo")
    assert made.store.report(MA_NOI, MARCH).state is ReportState.APPROVED
    assert html(screen, "said") == "Đã duyệt 1 báo cáo. Xã Ma Nới: đã duyệt. Không còn báo cáo nào chờ bạn duyệt."


def test_among_many_the_refused_ones_come_first_with_their_sentence() -> None:
    made = office()
    put_state(made, reports(MY_SON, "2024-03", postal=1), ReportState.SUBMITTED, unit=MY_SON)
    screen = draw("review", of(made, COORDINATOR), thang="2024-03")
    put(made, reports(MA_NOI, "2024-03", resolved=250))
    press(screen, "Duyệt 2 báo cáo")
    said = html(screen, "said")
    assert said.startswith("Đã duyệt 1 trong 2 báo cáo. Xã Ma Nới: Báo cáo đã thay đổi (Chamaléa Thiện")
    assert "Xã Mỹ Sơn: đã duyệt." in said
    assert made.store.report(MA_NOI, MARCH).state is ReportState.SUBMITTED


@pytest.mark.parametrize("unit", [MY_SON, NHON_SON])
def test_a_unit_that_has_not_submitted_is_reminded_with_a_text_to_copy(unit: str) -> None:
    screen = opened(office(), unit)
    name = ninh_son().unit_of_id[unit].name
    block = blocks(screen)["reminder"]
    assert f"Nhắc nộp báo cáo tháng 3/2024 – {name}</textarea>" in block["html"]
    assert f"Kính gửi {name}," in block["html"]
    assert block["copied"] == "Đã chép."


def test_a_month_to_come_has_nobody_who_is_late() -> None:
    text = month_html(review.month_review(office(), COORDINATOR, Month(2024, 9)), chosen=WHOLE)
    assert "quá hạn" not in text
