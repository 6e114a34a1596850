"""Templates of the periodic report: the product's own, another one in its place, and those that are refused."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from kpi.cycles import Cycle
from kpi.errors import Refused
from kpi.exports import report_template
from kpi.exports.report_context import NAMES, Shape, context_of
from kpi.exports.report_document import check_template, report_document
from kpi.exports.report_files import DEFAULT_TEMPLATE
from kpi.services.report_template import LARGEST
from kpi.wording.problems import refusal_sentence
from tests.exports.periodic import empty, february, of_demonstration
from tests.exports.reading import cells, opened, texts
from tests.exports.templates import saved, with_file

HELP = Path(__file__).resolve().parents[2] / "kpi" / "help" / "mau-bao-cao.md"


def of(*paragraphs: str, title: str = "") -> bytes:
    """A template with these paragraphs."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.core_properties.title = title
    return saved(made)


def with_table(*rows: str, after: tuple[str, ...] = ()) -> bytes:
    """A template with a table of one column, and paragraphs below it."""
    made = docx.Document()
    for text in rows:
        table = made.tables[0] if made.tables else made.add_table(rows=0, cols=1)
        table.add_row().cells[0].text = text
    for text in after:
        made.add_paragraph(text)
    return saved(made)


def refusal(content: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        check_template(content)
    assert "{" not in refusal_sentence(caught.value).split("“")[0]
    return caught.value


def parts(content: bytes) -> dict[str, str]:
    """The texts of a Word file, part by part."""
    with ZipFile(BytesIO(content)) as package:
        named = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return {name: package.read(name).decode() for name in named}


def paths(shape: Shape, before: str = "") -> set[str]:
    """Every name within a shape, with those that lead to it."""
    if isinstance(shape, str):
        return {before}
    if isinstance(shape, dict):
        return {path for name, one in shape.items() for path in paths(one, f"{before}.{name}")} | {before}
    return {path for one in shape for path in paths(one, f"{before}[]")} | {before}


def test_the_file_is_what_the_code_makes() -> None:
    assert parts(DEFAULT_TEMPLATE.read_bytes()) == parts(report_template.template())


def test_the_template_of_the_product_is_accepted() -> None:
    check_template(DEFAULT_TEMPLATE.read_bytes())


def test_a_report_fills_in_every_name_and_no_other() -> None:
    report = of_demonstration(Cycle.QUARTER, 9)
    work: Shape = {"tt": "", "noi_dung": "", "chu_tri": "", "thoi_han": "", "tinh_hinh": ""}
    told = {**context_of(report), "ket_luan": [work], "luu_y_so_lieu": [""]}
    assert paths(told) == paths(dict(NAMES))


def test_every_name_is_explained_in_the_help() -> None:
    text = HELP.read_text(encoding="utf-8")
    names = {name for path in paths(dict(NAMES)) for name in path.replace("[]", "").split(".") if name}
    assert {name for name in names if f"`{name}`" not in text and f".{name}`" not in text} == set()


def test_another_template_shows_what_it_asks_for_and_keeps_its_own_text() -> None:
    template = of(
        "SỞ NỘI VỤ – {{ co_quan|upper }}",
        "{%p for linh in linh_vuc %}",
        "{%p if linh.chi_tieu %}",
        "{{ loop.index }}. {{ linh.ten }}",
        "{%p endif %}",
        "{%p endfor %}",
        "Hết",
    )
    check_template(template)
    assert texts(opened(report_document(february(), template))) == [
        "SỞ NỘI VỤ – ỦY BAN NHÂN DÂN HUYỆN NINH SƠN",
        "1. I. Công tác chỉ đạo, điều hành",
        "2. II. Cải cách thể chế",
        "3. III. Cải cách thủ tục hành chính",
        "7. VII. Xây dựng và phát triển Chính quyền điện tử, Chính quyền số",
        "Hết",
    ]


def test_rows_of_a_table_are_repeated_and_a_cell_without_a_paragraph_gets_one() -> None:
    template = with_table("{%tr for dong in nguoi_ky %}", "{{ dong }}", "{%tr endfor %}", "{{ minh_hoa }}")
    made = opened(report_document(february(), template))
    assert cells(made.tables[0]) == [["TM. ỦY BAN NHÂN DÂN"], ["CHỦ TỊCH"], [""]]


def test_a_tag_that_word_has_torn_into_pieces_is_read_whole() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Kỳ: {")
    paragraph.add_run("{ ky_bao").bold = True
    paragraph.add_run("_cao }}")
    assert texts(opened(report_document(february(), saved(made)))) == ["Kỳ: tháng 2 năm 2024"]


def test_figures_for_demonstration_are_marked_even_where_a_template_leaves_it_out() -> None:
    demonstration, real = of_demonstration(Cycle.QUARTER, 9), february()
    assert texts(opened(report_document(demonstration, of("{{ ky_bao_cao }}")))) == [
        "SỐ LIỆU MINH HỌA",
        "quý III năm 2024",
    ]
    assert texts(opened(report_document(demonstration, of("{{ minh_hoa }}")))) == ["SỐ LIỆU MINH HỌA"]
    assert texts(opened(report_document(real, of("{{ ky_bao_cao }}")))) == ["tháng 2 năm 2024"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tên: {{ abc }} nhé", "abc"),
        ("{{ trich_yeu.__class__ }}", "__class__"),
        ("{{ self }}", "self"),
        ("{% for linh in linh_vuc %}{{ linh.diem }}{% endfor %}", "diem"),
        ("{% if chua_co %}x{% endif %}", "chua_co"),
    ],
)
def test_a_name_that_is_not_known_is_refused_with_its_paragraph(text: str, name: str) -> None:
    refused = refusal(of("Đoạn đầu", text))
    assert (refused.code, refused.details["name"]) == ("template_name", name)
    assert refused.details["place"] == text


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ 'x' * 10**10 }}",
        "{{ range(9) }}",
        "{{ co_quan.format(1) }}",
        "{{ co_quan|center(99999999) }}",
        "{{ noi_nhan }}",
        "{{ noi_nhan[0] }}",
        "{{ 'a' if minh_hoa else 'b' }}",
        "{% set a = 1 %}",
        "{% include 'a' %}",
        "{% import 'os' as os %}",
        "{% macro a() %}{% endmacro %}",
        "{% raw %}{{ a }}{% endraw %}",
        "{% for a in 'xyz' %}{% endfor %}",
        "{% cellbg co_quan %}",
        "{{r co_quan }}",
        "{% for a in noi_nhan %}" * 4 + "{% endfor %}" * 4,
        "{{ " + "(" * 200 + "co_quan" + ")" * 200 + " }}",
    ],
)
def test_tags_that_do_more_than_fill_in_are_refused(text: str) -> None:
    assert refusal(of(text)).code == "template_tag"


@pytest.mark.parametrize("text", ["{{ co_quan", "{% for %}", "{%p if minh_hoa %}", "{%p endfor %}", "{{" * 200])
def test_tags_that_are_written_wrong_are_refused_with_their_paragraph(text: str) -> None:
    refused = refusal(of(text))
    assert refused.code == "template_syntax"
    assert str(refused.details["place"]).replace("p ", " ")[:12] in text.replace("p ", " ")


def test_text_beside_a_tag_that_stands_for_its_paragraph_would_be_lost_and_is_refused() -> None:
    assert refusal(of("Nơi nhận {%p for dong in noi_nhan %}", "{%p endfor %}")).code == "template_not_alone"


def test_a_loop_that_begins_within_a_table_and_ends_below_it_is_refused() -> None:
    content = with_table("{% for dong in noi_nhan %}", after=("{{ dong }}", "{% endfor %}"))
    assert refusal(content).code == "template_torn"


@pytest.mark.parametrize(
    "content",
    [
        of(*["{{ co_quan }} " * 10] * 150),
        of("{% for a in noi_nhan %}{% for b in noi_nhan %}{% for c in noi_nhan %}" + "x" * 20_000 + "{% endfor %}" * 3),
        of(*["{%p if minh_hoa %}"] * 400, *["{%p endif %}"] * 400),
        of("{{ " + "(" * 90 + "co_quan" + ")" * 90 + " }}"),
        of("x" * 1_100_000),
    ],
    ids=["tags", "text", "depth", "brackets", "part"],
)
def test_what_would_take_long_is_refused_at_once(content: bytes) -> None:
    assert refusal(content).code == "template_too_many_tags"


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04abc", saved(docx.Document())[:9_000]])
def test_what_is_not_a_word_file_is_refused(content: bytes) -> None:
    assert refusal(content).code == "template_not_docx"


def test_a_workbook_by_the_name_of_a_word_file_is_refused() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(file.getvalue()).code == "template_not_docx"


def test_a_file_that_is_large_or_unpacks_to_much_more_is_refused() -> None:
    bomb = with_file(of("{{ co_quan }}"), "word/media/anh.png", b"\0" * 30_000_000)
    assert len(bomb) < LARGEST
    assert refusal(bomb).code == refusal(b"x" * (LARGEST + 1)).code == "template_large"


@pytest.mark.parametrize("paragraphs", [(), ("Báo cáo tháng 3",), ("{%p if minh_hoa %}", "Minh họa", "{%p endif %}")])
def test_a_template_that_would_print_the_same_every_month_is_refused(paragraphs: tuple[str, ...]) -> None:
    assert refusal(of(*paragraphs)).code == "template_without_tags"


def test_a_tag_below_the_text_is_enough() -> None:
    made = docx.Document()
    made.sections[0].footer.paragraphs[0].text = "{{ ky_bao_cao }}"
    check_template(saved(made))


def test_tags_in_the_properties_of_a_file_are_not_run() -> None:
    content = of("{{ ky_bao_cao }}", title="{{ 'x' * 10**10 }}")
    made = opened(report_document(february(), content))
    assert made.core_properties.title == "Kết quả thực hiện công tác cải cách hành chính tháng 2 năm 2024"


def test_a_report_is_made_of_a_hostile_template_as_little_as_it_is_kept() -> None:
    with pytest.raises(Refused, match="template_tag"):
        report_document(empty(), of("{{ ''.__class__ }}"))
