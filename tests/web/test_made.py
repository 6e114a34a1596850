"""Files made while a browser waits: two at once, and one sentence where one fails or takes too long."""

from functools import partial
from threading import Event, Lock
from typing import NoReturn

import anyio
import pytest
from starlette.responses import PlainTextResponse, Response

from kpi.web.forms_06a import form_06a_route
from kpi.web.made import AT_ONCE, made
from kpi.web.reports import reports_route
from tests.exports.held import FIGURES
from tests.fakes import FakeStore
from tests.office import CHAIRMAN, MA_NOI, ninh_son, product, put_approved, with_accounts
from tests.web.visits import visited

FAILED = (
    "Chưa lập được tệp này do sự cố của hệ thống, số liệu không bị ảnh hưởng; hãy quay lại trang trước để thử lại hoặc "
    "tải tệp khác, nếu vẫn lỗi thì báo người quản trị."
)
LATE = "Hệ thống đang bận nên chưa lập xong tệp này; hãy quay lại trang trước và thử lại sau ít phút."


class StoreThatBreaks(FakeStore):
    """Figures cannot be read."""

    def figures_for(self, *_asked: object, **_options: object) -> NoReturn:
        raise OSError("disk I/O error")

    figures_of = figures_for


class Workshop:
    """Where files are made until it is closed; it knows how many were made at the same time."""

    def __init__(self) -> None:
        self.at_work = self.most_at_work = 0
        self.full, self.closing = Event(), Event()
        self._lock = Lock()

    def make(self) -> Response:
        with self._lock:
            self.at_work += 1
            self.most_at_work = max(self.most_at_work, self.at_work)
            if self.at_work == AT_ONCE:
                self.full.set()
        assert self.closing.wait(30)
        with self._lock:
            self.at_work -= 1
        return PlainTextResponse("xong")


def breaks() -> Response:
    raise MemoryError("trang 7")


def said(answer: Response) -> str:
    return bytes(answer.body).decode()


def test_ten_people_at_once_are_served_two_by_two() -> None:
    workshop, answers = Workshop(), []

    async def one_of_ten() -> None:
        answers.append(await made(workshop.make))

    async def ten() -> None:
        async with anyio.create_task_group() as everybody:
            for _ in range(10):
                everybody.start_soon(one_of_ten)
            await anyio.to_thread.run_sync(workshop.full.wait, 30)
            await anyio.wait_all_tasks_blocked()
            workshop.closing.set()

    anyio.run(ten)
    assert [said(answer) for answer in answers] == ["xong"] * 10
    assert workshop.most_at_work == AT_ONCE == 2


def test_a_file_that_fails_is_one_sentence_and_the_next_one_is_made(caplog: pytest.LogCaptureFixture) -> None:
    answers = [anyio.run(made, make) for make in (breaks, breaks, breaks, lambda: PlainTextResponse("xong"))]
    assert [(answer.status_code, said(answer)) for answer in answers] == [(500, FAILED)] * 3 + [(200, "xong")]
    assert answers[0].headers["cache-control"] == "no-store"
    assert "trang 7" in caplog.text


def test_who_has_waited_too_long_is_told_so() -> None:
    workshop = Workshop()
    answer = anyio.run(partial(made, workshop.make, patience=0.05))
    workshop.closing.set()
    assert (answer.status_code, said(answer)) == (503, LATE)


@pytest.mark.parametrize("address", ["/tep-bao-cao/thang/2024-02.pdf", f"/mau-06a/2024-02/{MA_NOI}.xlsx"])
def test_a_report_that_breaks_on_the_way_shows_no_trace(address: str) -> None:
    office = with_accounts(product(ninh_son(), store=StoreThatBreaks()))
    put_approved(office, FIGURES)
    routes = [reports_route(lambda: office), form_06a_route(lambda: office)]
    answer = visited(office, routes, address, CHAIRMAN)
    assert (answer.status_code, answer.text) == (500, FAILED)
