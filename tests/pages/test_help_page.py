"""The help page: it covers every status, rule, pace, sign and permission, and names only what is on the screens."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import kpi.wording
import pages as pages_folder
from kpi.access import REACH, Action, Person, Reach, Role
from kpi.control import Signal
from kpi.findings import Rule
from kpi.plan import Pace
from kpi.targets import Status
from kpi.ui.help import FOLDER, OTHER_TOPICS, ROLE_TOPICS, TABLES, contents, topics
from kpi.wording import finding_words, help_words, labels
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, OFFICER, demonstration, session
from tests.pages.screen import blocks, draw

PEOPLE = (CHAIRMAN, COORDINATOR, OFFICER, ADMINISTRATOR)
FILES = sorted(FOLDER.glob("*.md"))


def each(files: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("file", files, ids=lambda file: file.stem)


def screen_words() -> set[str]:
    """Every text that the modules of words hold by itself or in a table."""
    found: set[str] = set()

    def gather(value: object) -> None:
        match value:
            case str():
                found.add(value)
            case dict():
                for one in value.values():
                    gather(one)
            case tuple() | list():
                for one in value:
                    gather(one)

    for module in iter_modules(kpi.wording.__path__):
        for name, value in vars(import_module(f"kpi.wording.{module.name}")).items():
            if not name.startswith("_"):
                gather(value)
    return found


@pytest.mark.parametrize("person", PEOPLE, ids=lambda one: one.role)
def test_each_role_reads_its_own_topic_first_and_all_others_after_it(person: Person) -> None:
    screen = draw("help", session(demonstration(), person=person))
    headings = [heading.value for heading in screen.header]
    assert headings[0] == labels.ROLE[person.role]
    assert len(headings) == len(FILES)
    assert set(blocks(screen)) == {f"help.{name}" for name in TABLES}


@pytest.mark.parametrize("role", Role)
def test_every_heading_that_is_linked_exists(role: Role) -> None:
    anchors = {one.anchor for one in topics(role)}
    linked = re.findall(r"\]\(#([^)]*)\)", contents(role) + "".join(one.text for one in topics(role)))
    assert set(linked) == anchors
    assert len(anchors) == len(topics(role))


def test_the_headings_on_the_page_have_the_anchors_that_are_linked() -> None:
    screen = draw("help", session(demonstration()))
    assert [heading.proto.anchor for heading in screen.header] == [one.anchor for one in topics(Role.LEADER)]


def test_every_file_of_the_help_is_a_topic_and_every_topic_a_file() -> None:
    assert sorted((*ROLE_TOPICS.values(), *OTHER_TOPICS)) == [file.stem for file in FILES]
    assert set(ROLE_TOPICS) == set(Role)
    assert set(TABLES) <= {file.stem for file in FILES}


@each(FILES)
def test_a_topic_begins_with_its_title_and_links_to_nothing_outside(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.match(r"# \S.*\n\n", text)
    assert not re.search(r"https?:|<[a-z]|\]\((?!#)", text)


@each(FILES)
def test_pages_in_bold_and_buttons_in_italics_are_called_as_on_the_screen(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    pages = {import_module(f"pages.{page.name}").PAGE.title for page in iter_modules(pages_folder.__path__)}
    in_italics = set(re.findall(r"(?<!\*)\*([^*\n|]+)\*(?!\*)", text))
    in_bold = {name for name in re.findall(r"\*\*([^*\n]+)\*\*", text) if f"\n**{name}**" not in text}
    assert in_italics - {"kps"} <= screen_words()
    assert in_bold <= pages


def test_the_titles_of_role_topics_are_the_names_of_the_roles() -> None:
    own = {role: topics(role)[0].title for role in Role}
    assert own == labels.ROLE


def test_every_status_rule_pace_sign_and_permission_has_its_row() -> None:
    assert set(help_words.STATUS) == set(Status)
    assert set(finding_words.RULE) == set(Rule)
    assert set(help_words.PACE) == set(Pace)
    assert set(help_words.SIGNAL) == set(Signal)
    assert set(help_words.ACTION) == set(Action)
    assert set(help_words.REACHED) == set(Reach)


def test_statuses_are_shown_with_the_symbols_and_names_of_the_screens() -> None:
    rows = help_words.statuses()[1:]
    assert [row[:2] for row in rows] == [(labels.SYMBOL[one], labels.STATUS[one]) for one in Status]


def test_the_rules_stand_in_their_order_with_their_numbers() -> None:
    rows = help_words.rules()[1:]
    assert [row[0] for row in rows] == [str(at) for at in range(1, len(Rule) + 1)]
    assert [row[1:] for row in rows] == [finding_words.RULE[one] for one in sorted(Rule)]


def test_the_permissions_shown_are_those_that_are_checked() -> None:
    head, *rows = help_words.permissions()
    assert head[1:] == ("Lãnh đạo", "Điều phối", "Người báo cáo", "Quản trị")
    shown = {row[0]: dict(zip(Role, row[1:], strict=True)) for row in rows}
    assert shown["Nhập và nộp số liệu"] == {
        Role.LEADER: "–",
        Role.COORDINATOR: "số liệu chung của cơ quan",
        Role.REPORTER: "của đơn vị mình",
        Role.ADMINISTRATOR: "–",
    }
    for action, reach in REACH.items():
        assert {role for role, cell in shown[help_words.ACTION[action]].items() if cell != "–"} == set(reach)


def test_the_signs_of_control_charts_say_the_run_lengths_in_use() -> None:
    said = {row[0]: row[1] for row in help_words.signals()}
    assert said["Xu hướng"].startswith("7 tháng liền")
    assert said["Lệch hẳn một phía"].startswith("7 tháng liền")
    assert "12 tháng" in help_words.LEAST_POINTS


def test_the_help_says_how_the_year_s_end_is_reckoned_and_what_stands_out() -> None:
    assert [row[0] for row in help_words.methods()[1:]] == ["1", "2", "3", "4", "5"]
    assert help_words.methods()[5][1] == "San bằng hàm mũ có xu hướng tắt dần"
    assert "15 tháng" in help_words.LEAST_MONTHS
    assert "24 tháng trước quá 3,5 lần" in help_words.STANDS_OUT
    assert "6 tháng trước" in help_words.STANDS_OUT
    screen = draw("help", session(demonstration()))
    said = " ".join(one.value for one in screen.markdown)
    assert help_words.LEAST_MONTHS in said
    assert help_words.STANDS_OUT in said


def test_the_rule_of_units_behind_says_its_threshold() -> None:
    behind = finding_words.RULE[Rule.UNIT_BEHIND][1]
    assert "từ 2 chỉ tiêu trở lên và ít nhất 1/3" in behind
