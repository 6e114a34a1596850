"""The page of what needs attention: by rule, each with its numbers and a link to the thing itself."""

import datetime as dt
import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from kpi.access import Person
from kpi.control import Signal
from kpi.findings import Finding, Rule
from kpi.jumps import Jump
from kpi.months import Month, Period
from kpi.process import NewSignal
from kpi.review import Mark, Verdict
from kpi.scoring import Score
from kpi.services.attention import every_finding
from kpi.services.view import View
from kpi.targets import Status
from kpi.ui.attention import finding_link, findings_html
from kpi.wording import finding_words
from tests.builders import plan_from, reports, tables, ward
from tests.office import (
    CHAIRMAN,
    MA_NOI,
    MARCH,
    OFFICER,
    demonstration,
    ninh_son,
    product,
    session,
)
from tests.pages.screen import address, blocks, draw, happen

NAN = float("nan")


def shown(person: Person = CHAIRMAN, **asked: str) -> str:
    return str(blocks(draw("attention", session(demonstration(), person=person), **asked))["findings"]["html"])


def links(html: str) -> list[tuple[str, dict[str, str]]]:
    found = [urlsplit(unescape(href)) for href in re.findall(r'<li><a href="([^"]+)"', html)]
    return [(parts.path, dict(parse_qsl(parts.query))) for parts in found]


def score(indicator: str, scope: str, value: float = 84.0) -> Score:
    return Score(indicator, scope, MARCH.ordinal, value, NAN, NAN, NAN, NAN, ">=", 90.0, 90.0, Status.MISSED, 1, 1)


def link(finding: Finding, *, report_page: str = "duyet-bao-cao") -> tuple[str, dict[str, str]]:
    href = finding_link(
        ninh_son(), finding, MARCH, Period.YEAR_TO_DATE, report_page=report_page, figures={"so-lieu": "tat-ca"}
    )
    parts = urlsplit(href)
    return parts.path, dict(parse_qsl(parts.query))


def test_the_page_opens_with_the_whole_authority_and_the_latest_month() -> None:
    screen = draw("attention", session(demonstration()))
    assert address(screen) == {"thang": "2024-10", "ky": "year", "pham-vi": "all", "so-lieu": "da-duyet"}
    html = blocks(screen)["findings"]["html"]
    assert "việc cần chú ý · Lũy kế 10 tháng năm 2024 · Ủy ban nhân dân huyện Ninh Sơn." in html


def test_each_rule_has_a_list_with_its_name_its_grounds_and_its_count() -> None:
    html = shown()
    found = every_finding(demonstration(), Month(2024, 10), Period.YEAR_TO_DATE, "all", view=View(CHAIRMAN))
    rules = list(dict.fromkeys(finding.rule for finding in found))
    titles = [finding_words.RULE[rule][0] for rule in rules]
    assert re.findall(r"<h2>(.+?) <span", html) == titles
    assert [int(count) for count in re.findall(r'class="count">(\d+)<', html)] == [
        sum(finding.rule is rule for finding in found) for rule in rules
    ]
    assert all(finding_words.RULE[rule][1] in html for rule in rules)
    assert f"{len(found)} việc cần chú ý" in html


def test_every_finding_opens_something() -> None:
    html = shown()
    assert len(links(html)) == html.count("<li>")
    assert {path for path, _ in links(html)} == {"./chi-tieu", "./don-vi", "./duyet-bao-cao"}


def test_an_officer_without_a_page_of_reports_opens_the_unit_that_owes_one() -> None:
    html = shown(OFFICER)
    assert "Báo cáo quá hạn" in html
    assert {path for path, _ in links(html)} == {"./chi-tieu", "./don-vi"}
    assert all("so-lieu" not in chosen for _, chosen in links(html))


def test_a_click_opens_what_the_finding_is_about() -> None:
    pages: list[tuple[str, Mapping[str, str]]] = []
    screen = draw("attention", session(demonstration(), pages))
    happen(screen, "findings", "link", "./chi-tieu?chi-tieu=on_time&pham-vi=22828&muc=bien-dong")
    assert pages == [("chi-tieu", {"chi-tieu": "on_time", "pham-vi": "22828", "muc": "bien-dong"})]


MISSED = {"chi-tieu": "on_time", "pham-vi": MA_NOI, "thang": "2024-03", "ky": "year", "so-lieu": "tat-ca"}
OF_UNIT = {"don-vi": MA_NOI, "thang": "2024-03", "ky": "year", "so-lieu": "tat-ca"}


@pytest.mark.parametrize(
    ("finding", "path", "chosen"),
    [
        (Finding(Rule.MISSED, MARCH, score("on_time", MA_NOI)), "./chi-tieu", MISSED),
        (
            Finding(Rule.MISSED_WITH_LATE_TASKS, MARCH, score("on_time", MA_NOI), late_tasks=("I.2a",)),
            "./chi-tieu", MISSED | {"muc": "nhiem-vu"},
        ),
        (
            Finding(
                Rule.SIGNAL, MARCH, score("on_time", MA_NOI),
                signal=NewSignal("on_time", MA_NOI, Signal.SHIFT, MARCH, 93.2, 84.0),
            ),
            "./chi-tieu", MISSED | {"muc": "bien-dong"},
        ),
        (Finding(Rule.UNIT_BEHIND, MARCH, score("on_time", MA_NOI), missed=2, judged=3), "./don-vi", OF_UNIT),
        (
            Finding(Rule.JUMP, MARCH, jump=Jump(MA_NOI, "resolved_late", MARCH, Mark(Verdict.OUTLIER, 45, 12))),
            "./chi-tieu", MISSED | {"ky": "month", "muc": "dien-bien"},
        ),
        (
            Finding(Rule.JUMP, MARCH, jump=Jump(MA_NOI, "pending_overdue", MARCH, Mark(Verdict.OUTLIER, 45, 12))),
            "./don-vi", OF_UNIT | {"ky": "month"},
        ),
        (
            Finding(Rule.JUMP, MARCH, jump=Jump("585", "inspections", MARCH, Mark(Verdict.OUTLIER, 4, 12))),
            "./chi-tieu", MISSED | {"chi-tieu": "inspections", "pham-vi": "all", "ky": "month", "muc": "dien-bien"},
        ),
        (
            Finding(Rule.OVERDUE, MARCH, units=(MA_NOI, "22810")),
            "./duyet-bao-cao", {"don-vi": MA_NOI, "thang": "2024-03"},
        ),
    ],
    ids=lambda one: one.rule.name.lower() if isinstance(one, Finding) else "",
)  # fmt: skip
def test_a_link_leads_to_the_thing_itself(finding: Finding, path: str, chosen: dict[str, str]) -> None:
    assert link(finding) == (path, chosen)


def test_without_a_page_of_reports_an_overdue_one_leads_to_its_unit() -> None:
    assert link(Finding(Rule.OVERDUE, MARCH, units=(MA_NOI, "22810")), report_page="") == ("./don-vi", OF_UNIT)


def test_where_nothing_was_reported_the_page_says_so() -> None:
    screen = draw("attention", session(product(ninh_son()), person=OFFICER))
    assert screen.info[0].value == "Chưa có báo cáo nào được duyệt nên chưa có kết quả để xem."
    assert "findings" not in blocks(screen)


def test_where_nothing_needs_attention_the_list_says_so() -> None:
    made = product(
        ward(), reports("van-phong", "2026-03", resolved=50, resolved_late=0),
        now=dt.datetime(2026, 4, 1, 2, 30, tzinfo=dt.UTC),
    )  # fmt: skip
    screen = draw("attention", session(made), pham_vi="van-phong", thang="2026-03", so_lieu="tat-ca")
    html = blocks(screen)["findings"]["html"]
    assert "0 việc cần chú ý" in html
    assert "Không có việc cần chú ý trong kỳ này." in html


def test_names_are_text_and_never_markup() -> None:
    data = tables("valid-ward-2026")
    data["unit"][1]["name"] = "<b>Văn phòng</b>"
    data["indicator"][0]["short"] = "<i>Đúng</i>"
    plan = plan_from(data)
    late = Score(
        "on_time", "van-phong", Month(2026, 3).ordinal, 50.0, 25.0, 50.0, NAN, NAN, ">=", 90.0, 90.0,
        Status.MISSED, 1, 1,
    )  # fmt: skip
    found = [Finding(Rule.MISSED, Month(2026, 3), late)]
    html = findings_html(plan, found, Month(2026, 3), Period.MONTH, "all", report_page="", figures={})
    assert "&lt;i&gt;Đúng&lt;/i&gt; – &lt;b&gt;Văn phòng&lt;/b&gt; chưa đạt: 50,0\u00a0% &lt; 90\u00a0%" in html
    assert "<b>Văn" not in html
