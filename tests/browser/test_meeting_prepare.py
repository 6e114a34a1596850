"""A meeting is prepared from what was proposed, started and closed, and the unit says what became of its decision."""

import datetime as dt
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from kpi.figures import Stamp
from kpi.meetings import Decision, ItemKind
from kpi.store.engine import open_engine
from kpi.store.sqlstore import SqlStore, utc_now
from tests.browser.conftest import SignedIn, StartServer, copied
from tests.browser.steps import MEETINGS, OVERVIEW, UNIT, at, go, settle
from tests.office import CHAIRMAN, COORDINATOR, MA_NOI, OFFICER

TEXT = "Bổ sung một công chức bộ phận một cửa"


def row(page: Page, title: str) -> Locator:
    """A row of the agenda that is being prepared."""
    return page.locator(".editing > li", has_text=title)


def titles(page: Page) -> list[str]:
    return page.locator(".editing .what p:first-child").all_inner_texts()


def decide(database: Path, meeting: int) -> None:
    """Put a decision that was due four days ago into a meeting, which nobody can write: it is held today."""
    engine = open_engine(f"sqlite:///{database}")
    store = SqlStore(engine)
    held = store.meeting(meeting)
    assert held is not None
    assert held.day == dt.date.today()
    due = held.day - dt.timedelta(days=4)
    item = next(item for item in held.agenda if (item.kind, item.subject) == (ItemKind.UNIT, MA_NOI))
    store.save_decision(Decision(meeting, TEXT, MA_NOI, due, item), Stamp(CHAIRMAN.login, utc_now(), "meeting"))
    engine.dispose()


def test_a_meeting_from_its_proposal_to_the_follow_up(
    signed_in: SignedIn, start_server: StartServer, demo_database: Path, tmp_path: Path
) -> None:
    database = copied(demo_database, tmp_path / "meetings.sqlite")
    server = start_server(database)
    page = signed_in(COORDINATOR, server)
    go(page, server, MEETINGS)
    page.get_by_text("+ Chuẩn bị cuộc họp").click()
    expect(page.locator(".editing > li")).to_have_count(11)
    assert titles(page)[0] == "Tình hình thực hiện kế hoạch"
    expect(page.get_by_label("Người chủ trì")).to_have_value(CHAIRMAN.name)

    week_ago = dt.date.today() - dt.timedelta(days=7)
    page.get_by_label("Ngày họp").fill(f"{week_ago:%d/%m/%Y}")
    row(page, "Đơn vị: Xã Ma Nới").get_by_label("Phút").fill("20")
    row(page, "Đơn vị: Xã Ma Nới").get_by_role("button", name="Lên").click()
    expect(page.locator(".editing > li").nth(6)).to_contain_text("Đơn vị: Xã Ma Nới")
    expect(row(page, "Đơn vị: Xã Ma Nới").get_by_role("button", name="Lên")).to_be_focused()
    expect(page.get_by_text("11 nội dung, 70 phút")).to_be_visible()
    row(page, "Đơn vị: Xã Ma Nới").get_by_label("Thứ tự").fill("2")
    page.keyboard.press("Enter")
    expect(page.locator(".editing > li").nth(1)).to_contain_text("Đơn vị: Xã Ma Nới")
    row(page, "Đơn vị: Xã Hòa Sơn").get_by_role("button", name="Bỏ").click()
    expect(page.locator(".editing > li")).to_have_count(10)
    row(page, "Kỷ luật báo cáo").get_by_label("Phút").fill("15")
    page.get_by_role("button", name="Lưu cuộc họp").click()
    at(page, MEETINGS, cuoc_hop="1")
    expect(page.get_by_text("Đã lưu cuộc họp.")).to_be_visible()
    expect(page.get_by_text("10 nội dung, 75 phút")).to_be_visible()
    settle(page)

    page.get_by_role("button", name="Bắt đầu họp").click()
    expect(page.get_by_text(f"Ngày họp (đang ghi {week_ago:%d/%m/%Y}) sẽ là hôm nay")).to_be_visible()
    page.get_by_role("button", name="Bắt đầu và mở trình chiếu").click()
    at(page, "trinh-chieu", cuoc_hop="1")
    decide(database, 1)
    go(page, server, MEETINGS, cuoc_hop="1")
    expect(page.locator(".agenda .decisions")).to_contain_text(TEXT)
    page.get_by_role("button", name="Kết thúc họp").click()
    page.get_by_role("button", name="Kết thúc cuộc họp").click()
    expect(page.get_by_text("Đã kết thúc cuộc họp.")).to_be_visible()
    expect(page.locator("a[href='/bien-ban/1.docx']")).to_be_visible()

    chairman = signed_in(CHAIRMAN, server)
    go(chairman, server, OVERVIEW)
    expect(chairman.locator(".open-decisions")).to_contain_text("1 kết luận còn mở, 1 trễ hạn")
    expect(chairman.locator(".open-decisions")).to_contain_text("Xã Ma Nới trễ 4 ngày")

    officer = signed_in(OFFICER, server)
    go(officer, server, UNIT, don_vi=MA_NOI)
    officer.get_by_text(TEXT).click()
    at(officer, MEETINGS, ket_luan="1")
    settle(officer)
    officer.get_by_label("Kết quả thực hiện đến hôm nay").fill("Đã trình Tờ trình số 45")
    officer.get_by_role("button", name="Ghi kết quả").click()
    expect(officer.locator(".follow-ups")).to_contain_text("Đã trình Tờ trình số 45")
    expect(officer.locator(".follow-ups")).to_contain_text(OFFICER.name)
    expect(officer.get_by_role("button", name="Đánh dấu đã xong")).to_have_count(0)
