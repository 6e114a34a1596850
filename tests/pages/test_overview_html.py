"""The overview as HTML: nothing unescaped, every cell with its sentence, every link with its choices."""

import datetime as dt
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import pytest

from kpi.figures import Change, Figure, FigureKey, Stamp
from kpi.months import Month, Period
from kpi.plan import WHOLE, Plan
from kpi.services.overview import overview
from kpi.ui.overview import overview_html
from kpi.wording import labels, sentences
from tests.builders import Figures, plan_from, reports, tables, ward
from tests.office import APPROVED, COORDINATOR, EVERY_FIGURE, demonstration, ninh_son, product, put_approved

MARCH = Month(2026, 3)
AT = dt.datetime(2026, 4, 20, 2, 30, tzinfo=dt.UTC)
FIGURES: Figures = {
    **reports("van-phong", "2026-03", resolved=50, resolved_late=7),
    **reports("kinh-te", "2026-03", resolved=0, resolved_late=0),
}


class Page(HTMLParser):
    """The elements of a page: tag, attributes, and the text directly inside."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(len(self.elements))
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self.elements[self._open.pop()][0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for at in self._open:
            self.elements[at][2].append(data)

    def all(self, tag: str, style: str = "") -> list[dict[str, str]]:
        """The attributes of each element with its whole text as "text"."""
        return [
            {**attributes, "text": " ".join("".join(texts).split())}
            for name, attributes, texts in self.elements
            if name == tag and style in attributes.get("class", "")
        ]


def html(plan: Plan | None = None, scope: str = WHOLE) -> str:
    at = plan or ward()
    view = overview(product(at, FIGURES, now=AT), MARCH, Period.MONTH, scope, view=EVERY_FIGURE)
    return overview_html(at, view, indicator_page="chi-tieu", report_page="duyet-bao-cao")


def link(href: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(href)
    return parts.path, dict(parse_qsl(parts.query))


def cells(page: Page) -> list[dict[str, str]]:
    return [one for one in page.all("a") if "aria-label" in one]


def test_every_cell_says_its_sentence_to_the_mouse_and_to_a_screen_reader() -> None:
    view = overview(product(ward(), FIGURES, now=AT), MARCH, Period.MONTH, WHOLE, view=EVERY_FIGURE)
    said = {cell["aria-label"] for cell in cells(Page(html()))}
    expected = {
        f"{labels.scope_short(ward(), scope)}: {sentences.status_sentence(ward(), score)}"
        for (_, scope), score in view.matrix.scores.items()
    }
    assert said == expected
    assert all(cell["title"] == cell["aria-label"] for cell in cells(Page(html())))


def test_every_link_to_an_indicator_carries_indicator_scope_month_and_period() -> None:
    for cell in cells(Page(html())):
        path, choices = link(cell["href"])
        assert path == "./chi-tieu"
        assert choices.keys() == {"chi-tieu", "pham-vi", "thang", "ky"}
        assert (choices["thang"], choices["ky"]) == ("2026-03", "month")
        assert choices["chi-tieu"] in ward().indicator_of_id
        assert cell["aria-label"].startswith(labels.scope_short(ward(), choices["pham-vi"]) + ":")


def test_every_unit_in_the_list_of_reports_opens_its_report_of_that_month() -> None:
    links = [link(one["href"]) for one in Page(html()).all("a")]
    opened = [choices for path, choices in links if path == "./duyet-bao-cao"]
    assert {choices["don-vi"] for choices in opened} == {
        "22738", "van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son",
    }  # fmt: skip
    assert {choices["thang"] for choices in opened} == {"2026-03"}


def test_who_opens_no_reports_reads_the_names_of_units_without_links() -> None:
    view = overview(product(ward(), FIGURES, now=AT), MARCH, Period.MONTH, WHOLE, view=EVERY_FIGURE)
    page = Page(overview_html(ward(), view, indicator_page="chi-tieu", report_page=""))
    assert {link(one["href"])[0] for one in page.all("a")} == {"./chi-tieu", "./don-vi", "./viec-can-chu-y"}
    assert "Kinh tế" in " ".join(one["text"] for one in page.all("dd"))


def test_units_whose_approved_figures_were_corrected_are_named_with_the_day() -> None:
    made = product(ward(), now=AT)
    put_approved(made, FIGURES)
    assert "Số liệu đã điều chỉnh" not in overview_html(
        ward(), overview(made, MARCH, Period.MONTH, WHOLE, view=APPROVED), indicator_page="", report_page=""
    )
    approved = made.store.report("kinh-te", MARCH)
    stamp = Stamp(COORDINATOR.login, AT, "form", "Đếm trùng")
    corrected = replace(approved, corrected_at=AT, corrected_by=COORDINATOR.login)
    key = FigureKey("kinh-te", "resolved", MARCH)
    made.store.save_report(corrected, changes=[Change(key, None, Figure(key, 21))], explanations={}, stamp=stamp)
    text = overview_html(
        ward(), overview(made, MARCH, Period.MONTH, WHOLE, view=APPROVED), indicator_page="", report_page=""
    )
    assert "Phòng Kinh tế, Hạ tầng và Đô thị đã điều chỉnh ngày 20/04/2026" in text


def test_names_are_text_and_never_markup() -> None:
    data = tables("valid-ward-2026")
    data["unit"][1]["short"] = "<b>Văn phòng</b>"
    data["unit"][1]["name"] = 'Văn phòng "HĐND" & <script>alert(1)</script>'
    data["indicator"][0]["short"] = "<i>Đúng</i>"
    text = html(plan_from(data))
    assert "<b>Văn" not in text
    assert "<script" not in text
    assert "<i>Đúng" not in text
    assert "&lt;b&gt;Văn phòng&lt;/b&gt;" in text


def test_a_provisional_score_has_its_star_and_a_complete_one_has_none() -> None:
    of_cell = {cell["aria-label"].split(":")[0] + "|" + cell["text"]: cell for cell in cells(Page(html()))}
    assert any(key.startswith("Đô Vinh|") and key.endswith("*") for key in of_cell)
    assert not any(key.startswith("Văn phòng|") and "86,0" in key and key.endswith("*") for key in of_cell)
    for cell in of_cell.values():
        assert cell["text"].endswith("*") == ("Tạm tính" in cell["aria-label"])


def test_every_cell_has_the_symbol_of_its_status_and_not_only_a_colour() -> None:
    page = Page(html())
    for cell in page.all("td", "s-"):
        status = next(one for one in cell["class"].split() if one.startswith("s-")).removeprefix("s-")
        assert cell["text"].startswith(labels.SYMBOL[next(at for at in labels.SYMBOL if at == status)])


def test_nothing_arising_is_told_from_nothing_reported() -> None:
    texts = {cell["aria-label"]: cell["text"] for cell in cells(Page(html()))}
    assert texts["Kinh tế: Không phát sinh trong kỳ."] == "∅"
    assert texts["Hành chính công: Chưa có số liệu trong kỳ."] == "–"


def test_the_state_counts_every_indicator_with_its_word() -> None:
    items = [one["text"] for one in Page(html()).all("li", "s-")]
    counts = [re.match(r"(\d+)(.) (.+)", item) for item in items]
    without_a_roll_up = 1  # the place of each team among the teams
    assert sum(int(one[1]) for one in counts if one) == len(ward().indicators) - without_a_roll_up
    assert [one[3] for one in counts if one] == list(labels.STATUS.values())


def test_the_head_of_a_column_has_the_whole_name() -> None:
    heads = {head["text"]: head.get("title") for head in Page(html()).all("th", "unit")}
    assert heads["Kinh tế"] == "Phòng Kinh tế, Hạ tầng và Đô thị"


def test_the_groups_of_columns_span_all_columns() -> None:
    page = Page(html())
    assert sum(int(group["colspan"]) for group in page.all("th", "group")) == len(page.all("th", "unit"))


@pytest.mark.parametrize("scope", ["team", "van-phong"])
def test_a_narrower_scope_shows_only_itself(scope: str) -> None:
    scopes = {link(cell["href"])[1]["pham-vi"] for cell in cells(Page(html(scope=scope)))}
    allowed = {scope} | ({unit.id for unit in ward().units if unit.level == "team"} if scope == "team" else set())
    assert scopes <= allowed


def test_a_headline_that_is_published_yearly_has_no_line_and_no_movement() -> None:
    view = overview(demonstration(), Month(2024, 9), Period.YEAR_TO_DATE, WHOLE, view=EVERY_FIGURE)
    text = overview_html(ninh_son(), view, indicator_page="chi-tieu", report_page="duyet-bao-cao")
    cards = {card["text"].split(" – ")[0]: card for card in Page(text).all("a", "card")}
    published = next(card for name, card in cards.items() if name.startswith("PAR INDEX"))
    assert "so với tháng trước" not in published["text"]
    assert text.count("<svg") == len(cards) - 2


def test_the_overview_of_an_empty_month_has_no_number_that_is_not_there() -> None:
    view = overview(product(ward(), now=AT), MARCH, Period.MONTH, WHOLE, view=EVERY_FIGURE)
    text = overview_html(ward(), view, indicator_page="chi-tieu", report_page="duyet-bao-cao")
    assert "nan" not in text.lower().replace("ngân", "")
    assert "None" not in text
