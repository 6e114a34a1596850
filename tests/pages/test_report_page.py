"""The page of reports: what the address opens, the links to its files, and the same texts as the Word file."""

import re
from html import unescape
from typing import cast

import pytest

from kpi.access import Person
from kpi.cycles import Cycle
from kpi.exports.report_context import context_of
from tests.exports.periodic import of_demonstration
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, OFFICER, demonstration, ninh_son, product, session
from tests.pages.screen import blocks, draw

QUARTER = {"thang": "2024-09", "ky-bao-cao": "quy"}


def html(person: Person = CHAIRMAN, **chosen: str) -> dict[str, str]:
    screen = draw("report", session(demonstration(), person=person), **chosen)
    return {key: block["html"] for key, block in blocks(screen).items()}


def test_the_page_opens_with_the_month_of_the_latest_figures() -> None:
    assert "/tep-bao-cao/thang/2024-10.docx" in html()["files"]


@pytest.mark.parametrize("person", [CHAIRMAN, COORDINATOR, OFFICER, ADMINISTRATOR], ids=lambda one: one.role)
def test_every_role_is_offered_every_file(person: Person) -> None:
    links = re.findall(r'href="(/tep-bao-cao/[^"]+)"', html(person, **QUARTER)["files"])
    assert links == [f"/tep-bao-cao/quy/2024-09.{kind}" for kind in ("docx", "xlsx", "pptx", "pdf")]


def test_form_06a_is_offered_for_units_whose_report_is_approved() -> None:
    links = re.findall(r'href="/mau-06a/2024-10/([^"]+).xlsx"', html(thang="2024-10")["files"])
    assert "22822" not in links
    assert "22828" in links


def test_the_screen_says_what_the_word_file_says() -> None:
    context = context_of(of_demonstration(Cycle.QUARTER, 9))
    shown = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html(OFFICER, **QUARTER)["preview"])))
    areas = cast(list[dict[str, list[dict[str, str]]]], context["linh_vuc"])
    rows = [row for area in areas for row in area["chi_tieu"]]
    assert len(rows) == len(ninh_son().indicators)
    for row in rows:
        assert " ".join(" ".join(row.values()).split()) in shown
    for sentence in context["ket_qua_chung"]:
        assert " ".join(str(sentence).split()) in shown


def test_without_figures_the_report_says_so_and_nothing_breaks() -> None:
    screen = draw("report", session(product(ninh_son())), thang="2024-03")
    assert not screen.exception
    assert "Chưa có số liệu" in blocks(screen)["preview"]["html"]
