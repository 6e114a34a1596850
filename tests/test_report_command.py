"""The files of a report on the command line: written whole, told one by one, refused in one sentence."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from kpi.__main__ import main
from kpi.accounts import ReportTemplate
from kpi.commands.report import last_month
from kpi.figures import Stamp
from kpi.months import Month
from kpi.store.sqlstore import open_store
from kpi.wording import workbook_words
from tests.exports.reading import opened, texts
from tests.exports.templates import OF_PROVINCE
from tests.office import ninh_son, product

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def temporary(database_url: str) -> None:
    """Every command here works on a database of its test."""


@pytest.fixture
def filled(temporary: None, capsys: Output) -> None:
    """The demonstration figures."""
    assert main(["demo"]) == 0
    capsys.readouterr()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kỳ 9"


@pytest.mark.usefixtures("filled")
def test_all_four_files_are_written_and_told_one_by_one(folder: Path, capsys: Output) -> None:
    assert main(["report", "--month", "2024-09", "--cycle", "quy", "--out", str(folder)]) == 0
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == [
        f"Báo cáo cải cách hành chính quý III năm 2024.{kind}" for kind in ("docx", "pdf", "pptx", "xlsx")
    ]
    assert [file.read_bytes()[:4] for file in files] == [b"PK\x03\x04", b"%PDF", b"PK\x03\x04", b"PK\x03\x04"]
    out, err = capsys.readouterr()
    assert err == ""
    assert [line[:5] for line in out.splitlines()[::2]] == ["[1/4]", "[2/4]", "[3/4]", "[4/4]"]
    assert all(str(file) in out for file in files)


@pytest.mark.usefixtures("filled")
def test_the_word_file_is_laid_out_by_the_template_in_force(database_url: str, tmp_path: Path) -> None:
    stamp = Stamp("hanh.le", dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC), "template")
    open_store(database_url).keep_report_template(ReportTemplate("Mẫu tỉnh.docx", OF_PROVINCE), stamp)
    assert main(["report", "--month", "2024-02", "--kind", "docx", "--out", str(tmp_path / "out")]) == 0
    (file,) = (tmp_path / "out").iterdir()
    assert texts(opened(file.read_bytes()))[-1] == "Chỗ ký của tỉnh"


@pytest.mark.usefixtures("filled")
def test_the_workbook_has_the_history_of_the_period(folder: Path) -> None:
    assert main(["report", "--month", "2024-02", "--kind", "xlsx", "--out", str(folder)]) == 0
    (file,) = folder.iterdir()
    assert workbook_words.HISTORY in openpyxl.load_workbook(file, read_only=True).sheetnames


@pytest.mark.usefixtures("filled")
def test_one_kind_alone_is_written_where_it_is_asked_for(folder: Path) -> None:
    assert main(["report", "--month", "2024-02", "--kind", "pdf", "--out", str(folder)]) == 0
    assert [file.suffix for file in folder.iterdir()] == [".pdf"]


@pytest.mark.usefixtures("filled")
def test_a_file_of_the_same_name_is_replaced(folder: Path) -> None:
    folder.mkdir()
    file = folder / "Báo cáo cải cách hành chính tháng 2 năm 2024.pdf"
    file.write_bytes(b"cu")
    assert main(["report", "--month", "2024-02", "--kind", "pdf", "--out", str(folder)]) == 0
    assert file.read_bytes().startswith(b"%PDF")


def test_a_cycle_that_does_not_end_then_is_refused_in_one_sentence(folder: Path, capsys: Output) -> None:
    assert main(["report", "--month", "2024-02", "--cycle", "nam", "--out", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == ("Không có báo cáo này: hãy chọn kỳ kết thúc đúng tháng 2/2024 và nằm trong năm kế hoạch.\n")
    assert not folder.exists()


def test_without_approved_figures_nothing_is_written_and_one_sentence_says_so(folder: Path, capsys: Output) -> None:
    assert main(["report", "--month", "2024-09", "--cycle", "quy", "--out", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "Chưa có số liệu nào của quý III năm 2024 được duyệt nên không lập tệp; "
        "hãy duyệt báo cáo của các đơn vị trước.\n"
    )
    assert not folder.exists()


def test_the_last_month_is_the_one_before_today_in_vietnam() -> None:
    first_of_may = dt.datetime(2024, 4, 30, 17, 30, tzinfo=dt.UTC)
    assert last_month(product(ninh_son(), now=first_of_may)) == Month(2024, 4)
    assert last_month(product(ninh_son(), now=first_of_may - dt.timedelta(hours=1))) == Month(2024, 3)


def test_the_last_month_can_be_asked_for_by_name(folder: Path, capsys: Output) -> None:
    """The plan ended in 2024, so the month before today is none of its months."""
    assert main(["report", "--month", "last", "--out", str(folder)]) == 1
    assert capsys.readouterr().err.startswith("Không có báo cáo này")


@pytest.mark.usefixtures("filled")
def test_a_folder_that_cannot_be_written_is_said(folder: Path, capsys: Output) -> None:
    folder.write_text("", encoding="utf-8")
    assert main(["report", "--month", "2024-02", "--kind", "pdf", "--out", str(folder)]) == 1
    assert capsys.readouterr().err == (
        f"Không ghi được vào {folder}: đã có một tệp mang tên này, không phải thư mục; "
        "hãy chọn thư mục khác bằng --out.\n"
    )


@pytest.mark.usefixtures("filled")
def test_a_folder_below_something_that_is_no_folder_is_said_in_one_sentence(capsys: Output) -> None:
    assert main(["report", "--month", "2024-02", "--kind", "pdf", "--out", "/dev/null/x"]) == 1
    assert capsys.readouterr().err == (
        "Không ghi được vào /dev/null/x: đường dẫn đi qua một tệp, không phải thư mục; "
        "hãy chọn thư mục khác bằng --out.\n"
    )


def test_a_month_is_written_year_first(folder: Path, capsys: Output) -> None:
    with pytest.raises(SystemExit):
        main(["report", "--month", "09/2024", "--out", str(folder)])
    assert "tháng phải viết năm-tháng" in capsys.readouterr().err
