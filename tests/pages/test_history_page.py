"""The history page: what happened, day by day, narrowed by what stands in the address."""

import datetime as dt
import re
from collections.abc import Mapping

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import Person
from kpi.figures import ReportState, Stamp
from kpi.services.product import Product, product_of
from kpi.tasks import TaskProgress, TaskState
from kpi.ui.session import Session
from tests.builders import reports
from tests.fakes import FakeStore
from tests.office import (
    ADMINISTRATOR,
    BACKUPS,
    CHAIRMAN,
    COORDINATOR,
    DEMO_FOLDER,
    MA_NOI,
    MARCH,
    MY_SON,
    NOW,
    OFFICER,
    OFFICER_OF_MY_SON,
    ninh_son,
    product,
    put,
    put_state,
    with_accounts,
)
from tests.pages.screen import blocks, draw, happen, run


def office() -> Product:
    """On 2 April Mỹ Sơn enters one figure; on 3 April Ma Nới submits and there are new accounts."""
    store = FakeStore()
    before = product_of(ninh_son(), store, lambda: NOW - dt.timedelta(days=1))
    put(before, reports(MY_SON, "2024-03", postal=7), person=OFFICER_OF_MY_SON)
    made = with_accounts(product(ninh_son(), store=store))
    put_state(made, reports(MA_NOI, "2024-03", resolved_late=12), ReportState.SUBMITTED)
    return made


def of(made: Product, person: Person, opened: list[tuple[str, Mapping[str, str]]] | None = None) -> Session:
    pages = [] if opened is None else opened
    return Session(
        made, person, DEMO_FOLDER, BACKUPS, lambda: False, lambda url, parameters: pages.append((url, parameters))
    )


def html(screen: AppTest) -> str:
    (block,) = blocks(screen).values()
    text: str = block["html"]
    return text


def told(screen: AppTest) -> list[str]:
    """The sentences, in their order."""
    return re.findall(r"<p>([^<]*)</p>", html(screen))


def many(count: int) -> Product:
    """A figure that was changed over and over."""
    made = with_accounts(product(ninh_son()))
    for value in range(count):
        put(made, reports(MA_NOI, "2024-03", resolved_late=value))
    return made


def test_what_happened_is_told_newest_first_under_its_day() -> None:
    screen = draw("history", of(office(), CHAIRMAN))
    assert re.findall(r"<h2>(.*?)</h2>", html(screen)) == ["Hôm nay, 03/04/2024", "Ngày 02/04/2024"]
    assert told(screen)[:2] == [
        "Xã Ma Nới nộp báo cáo tháng 3/2024.",
        "Xã Ma Nới nhập “Hồ sơ đã giải quyết quá hạn” tháng 3/2024: 12.",
    ]
    assert told(screen)[-1].startswith("Xã Mỹ Sơn nhập")


def test_what_was_saved_at_once_stands_together_with_its_person_said_once() -> None:
    made = with_accounts(product(ninh_son()))
    put(made, reports(MA_NOI, "2024-03", resolved_late=12, postal=2))
    screen = draw("history", of(made, CHAIRMAN), don_vi=MA_NOI)
    assert (len(told(screen)), html(screen).count("Chamaléa Thiện")) == (2, 1)


def test_each_revision_says_its_time_its_person_and_where_it_came_from() -> None:
    text = html(draw("history", of(office(), CHAIRMAN)))
    assert "<time>09:30</time>" in text
    assert "Đạo Thanh Hà · trên màn hình" in text
    assert "Lê Thị Hạnh" in text


def test_a_revision_leads_to_the_report_that_it_concerns_as_this_person_looks_at_it() -> None:
    address = f"don-vi={MA_NOI}&amp;thang=2024-03"
    assert f"./duyet-bao-cao?{address}" in html(draw("history", of(office(), COORDINATOR)))
    assert f"./nhap-so-lieu?{address}" in html(draw("history", of(office(), OFFICER)))


def test_the_history_of_one_task_leads_to_it_and_back_to_everything() -> None:
    made = office()
    begun = TaskProgress(made.plan.id, "III.1", MA_NOI, TaskState.DOING, 40)
    made.store.save_task(begun, Stamp(OFFICER.login, NOW, "form"))
    screen = draw("history", of(made, CHAIRMAN), nhiem_vu="III.1")
    assert screen.caption[0].value.startswith("Lịch sử nhiệm vụ III.1 “Rà soát")
    assert [text.split(" cập nhật ")[0] for text in told(screen)] == ["Xã Ma Nới"]
    assert './nhiem-vu?nhiem-vu=III.1">Xem nhiệm vụ' in html(screen)
    assert './lich-su?">Xem toàn bộ lịch sử' in html(screen)
    assert told(draw("history", of(made, CHAIRMAN), nhiem_vu="X")) == told(draw("history", of(made, CHAIRMAN)))


def test_a_reporter_reads_the_own_unit_alone_and_cannot_ask_for_another() -> None:
    screen = draw("history", of(office(), OFFICER), don_vi=MY_SON)
    assert "Mỹ Sơn" not in html(screen)
    assert "tài khoản" not in html(screen)
    assert [box.label for box in screen.selectbox] == ["Chỉ tiêu", "Tháng báo cáo", "Người thực hiện"]
    assert screen.caption[0].value == "Lịch sử các báo cáo của Xã Ma Nới"


def test_an_administrator_is_refused_in_a_sentence() -> None:
    screen = draw("history", of(office(), ADMINISTRATOR))
    assert screen.info[0].value.startswith("Bạn không xem được lịch sử")


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ({"don_vi": MY_SON}, 1),
        ({"chi_tieu": "on_time"}, 1),
        ({"thang": "2024-02"}, 0),
        ({"nguoi": OFFICER_OF_MY_SON.login}, 1),
        ({"don_vi": MA_NOI, "thang": "2024-03", "nguoi": COORDINATOR.login}, 1),
    ],
)
def test_the_address_narrows_what_is_told(address: Mapping[str, str], count: int) -> None:
    indicator = next(one.id for one in ninh_son().indicators if "resolved_late" in {t.measure for t in one.terms})
    asked = {name: indicator if value == "on_time" else value for name, value in address.items()}
    assert len(told(draw("history", of(office(), CHAIRMAN), **asked))) == count


def test_a_filter_is_written_to_the_address_and_taken_out_of_it_again() -> None:
    screen = draw("history", of(office(), CHAIRMAN), truoc="3")
    assert screen.selectbox[0].value == ""
    screen.selectbox(key="history.don-vi").select(MY_SON)
    run(screen)
    assert dict(screen.query_params) == {"don-vi": MY_SON}
    screen.selectbox(key="history.don-vi").select("")
    run(screen)
    assert dict(screen.query_params) == {}


def test_an_address_that_names_nothing_known_shows_everything() -> None:
    screen = draw("history", of(office(), CHAIRMAN), don_vi="<b>x</b>", thang="2031-01", truoc="x", nguoi="ai")
    assert told(screen) == told(draw("history", of(office(), CHAIRMAN)))


def test_where_nothing_fits_the_page_says_what_to_do() -> None:
    assert "Không có thay đổi nào khớp với lựa chọn. Hãy bỏ bớt điều kiện lọc." in html(
        draw("history", of(office(), CHAIRMAN), thang="2024-02")
    )
    assert "Chưa có thay đổi nào." in html(draw("history", of(product(ninh_son()), CHAIRMAN)))


def test_a_long_history_is_read_page_by_page_and_back_to_the_newest() -> None:
    made = many(60)
    pages: list[tuple[str, Mapping[str, str]]] = []
    screen = draw("history", of(made, CHAIRMAN, pages), don_vi=MA_NOI)
    assert len(told(screen)) == 50
    assert "Mới nhất" not in html(screen)
    (older,) = re.findall(r'href="(\./lich-su[^"]*)">Cũ hơn', html(screen))
    happen(screen, "history", "link", older.replace("&amp;", "&"))
    ((url, parameters),) = pages
    assert (url, parameters["don-vi"]) == ("lich-su", MA_NOI)
    second = draw("history", of(made, CHAIRMAN), don_vi=MA_NOI, truoc=parameters["truoc"])
    assert len(told(second)) == 10
    assert not set(told(second)) & set(told(screen))
    assert f'href="./lich-su?don-vi={MA_NOI}">← Mới nhất' in html(second)
    assert "Cũ hơn" not in html(second)


def test_what_people_write_is_escaped() -> None:
    made = office()
    report = made.store.report(MA_NOI, MARCH)
    said = {"resolved_total": "<script>alert(1)</script>"}
    made.store.save_report(report, changes=(), explanations=said, stamp=Stamp(OFFICER.login, NOW, "form"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html(draw("history", of(made, CHAIRMAN)))
