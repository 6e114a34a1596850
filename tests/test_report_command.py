"""The files of a report on the command line: written whole, told one by one, refused in one sentence."""

import datetime as dt
from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.accounts import ReportTemplate
from kpi.figures import Stamp
from kpi.store.sqlstore import open_store
from tests.exports.reading import opened, texts
from tests.exports.templates import OF_PROVINCE

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def temporary(database_url: str) -> None:
    """Every command here works on a database of its test."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kỳ 9"


def test_all_four_files_are_written_and_told_one_by_one(folder: Path, capsys: Output) -> None:
    assert main(["demo"]) == 0
    capsys.readouterr()
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


def test_the_word_file_is_laid_out_by_the_template_in_force(database_url: str, tmp_path: Path, capsys: Output) -> None:
    stamp = Stamp("hanh.le", dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC), "template")
    open_store(database_url).keep_report_template(ReportTemplate("Mẫu tỉnh.docx", OF_PROVINCE), stamp)
    assert main(["report", "--month", "2024-02", "--kind", "docx", "--out", str(tmp_path / "out")]) == 0
    (file,) = (tmp_path / "out").iterdir()
    assert texts(opened(file.read_bytes()))[-1] == "Chỗ ký của tỉnh"


def test_one_kind_alone_is_written_where_it_is_asked_for(folder: Path, capsys: Output) -> None:
    assert main(["report", "--month", "2024-02", "--kind", "pdf", "--out", str(folder)]) == 0
    assert [file.suffix for file in folder.iterdir()] == [".pdf"]


def test_a_file_of_the_same_name_is_replaced(folder: Path, capsys: Output) -> None:
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
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(folder: Path, capsys: Output) -> None:
    folder.write_text("", encoding="utf-8")
    assert main(["report", "--month", "2024-02", "--kind", "pdf", "--out", str(folder)]) == 1
    assert "Không ghi được vào" in capsys.readouterr().err


def test_a_month_is_written_year_first(folder: Path, capsys: Output) -> None:
    with pytest.raises(SystemExit):
        main(["report", "--month", "09/2024", "--out", str(folder)])
    assert "tháng phải viết năm-tháng" in capsys.readouterr().err
