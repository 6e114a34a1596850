"""The product's own template of the periodic report, in the layout of Decree 30/2020/NĐ-CP, annex I.

`python -m kpi.exports.report_template` writes it to `kpi/exports/templates/bao-cao.docx`; whoever wants another one
begins with that file in Word.
"""

import datetime as dt
from collections.abc import Sequence

from docx.document import Document

from kpi.exports import documents
from kpi.exports.documents import LANDSCAPE_WIDTH, Column
from kpi.exports.report_context import MOST_COLUMNS
from kpi.exports.report_files import DEFAULT_TEMPLATE
from kpi.wording import report_words as words

_WRITTEN = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
_TABLE_SIZE, _APPENDIX_SIZE = 11, 10
_INDICATOR_WIDTHS = (50, 25, 22, 22, 25, 21)
_INDICATOR_NAMES = ("ten", "muc_tieu", "trong_ky", "luy_ke", "cung_ky", "danh_gia")
_WORK_WIDTHS = (10, 68, 36, 23, 28)
_WORK_NAMES = ("tt", "noi_dung", "chu_tri", "thoi_han", "tinh_hinh")
_CELL_WIDTH = 25
_UNIT_WIDTH = LANDSCAPE_WIDTH - MOST_COLUMNS * _CELL_WIDTH


def template() -> bytes:
    """The template as the bytes of a .docx."""
    made = documents.official_document(words.APPENDIX, author="", at=_WRITTEN, mark="{{ minh_hoa }}")
    documents.letterhead(
        made,
        organ=("{%p for dong in ten_co_quan %}", "{{ dong }}", "{%p endfor %}"),
        country="{{ quoc_hieu }}",
        motto="{{ tieu_ngu }}",
        number="{{ so_ky_hieu }}",
        dateline="{{ dia_danh_ngay_thang }}",
    )
    documents.title(made, "{{ ten_loai }}", "{{ trich_yeu }}")
    documents.body(made, "{{ can_cu }}")
    _areas(made)
    _judgement(made)
    _ahead(made)
    documents.signed(
        made,
        closing="{{ ket_thuc }}",
        label=words.RECIPIENTS,
        recipients=("{%p for dong in noi_nhan %}", "{{ dong }}", "{%p endfor %}"),
        signers=("{%p for dong in nguoi_ky %}", "{{ dong }}", "{%p endfor %}"),
    )
    _appendix(made)
    return documents.content(made)


def _areas(made: Document) -> None:
    documents.heading(made, words.RESULTS)
    documents.body(made, "{%p for linh in linh_vuc %}")
    documents.heading(made, "{{ linh.ten }}")
    _each(made, "linh.danh_gia", "- {{ cau }}")
    documents.body(made, "{%p if linh.chi_tieu %}")
    _table(made, "linh.chi_tieu", (words.INDICATOR_HEAD, _INDICATOR_WIDTHS, _INDICATOR_NAMES), left=1)
    documents.body(made, "{%p endif %}")
    _each(made, "linh.nhiem_vu", "- {{ cau }}")
    documents.body(made, "{%p endfor %}")


def _judgement(made: Document) -> None:
    documents.heading(made, words.JUDGED)
    documents.heading(made, words.STANDS)
    _each(made, "ket_qua_chung", "{{ cau }}")
    _each(made, "luu_y_so_lieu", "{{ cau }}")
    documents.heading(made, words.LACKING)
    documents.body(made, "{%p for nhom in han_che %}")
    documents.body(made, "{{ nhom.ten }}:", italic=True).paragraph_format.keep_with_next = True
    _each(made, "nhom.muc", "- {{ cau }}")
    documents.body(made, "{%p else %}")
    documents.body(made, "{{ khong_co_han_che }}")
    documents.body(made, "{%p endfor %}")


def _ahead(made: Document) -> None:
    documents.heading(made, words.AHEAD)
    documents.heading(made, words.TASKS_AHEAD)
    documents.body(made, "{%p if nhiem_vu %}")
    _table(made, "nhiem_vu", (words.WORK_HEAD, _WORK_WIDTHS, _WORK_NAMES), left=3)
    documents.body(made, "{%p else %}")
    documents.body(made, words.NOTHING_AHEAD)
    documents.body(made, "{%p endif %}")
    documents.body(made, "{%p if ket_luan %}")
    documents.heading(made, words.STILL_OPEN)
    _table(made, "ket_luan", (words.WORK_HEAD, _WORK_WIDTHS, _WORK_NAMES), left=3)
    documents.body(made, "{%p endif %}")


def _appendix(made: Document) -> None:
    attached = "{{ phu_luc.kem_theo }}"
    documents.appendix(made, name=words.APPENDIX, subject="{{ phu_luc.ten }}", attached=attached)
    documents.body(made, "{%p for bang in phu_luc.bang %}")
    columns = (
        Column(words.UNIT_HEAD, _UNIT_WIDTH),
        Column("{%tc for cot in bang.chi_tieu %}", _CELL_WIDTH),
        Column("{{ cot.ten }}", _CELL_WIDTH),
        Column("{%tc endfor %}", _CELL_WIDTH),
    )
    rows = (
        (words.TARGET_HEAD, "{%tc for cot in bang.chi_tieu %}", "{{ cot.muc_tieu }}", "{%tc endfor %}"),
        ("{%tr for don_vi in bang.don_vi %}", "", "", ""),
        ("{{ don_vi.ten }}", "{%tc for o in don_vi.ket_qua %}", "{{ o }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", "", ""),
    )
    centred = [Column(one.head, one.width, one is not columns[0]) for one in columns]
    documents.table(made, centred, rows, size=_APPENDIX_SIZE, heads=2)
    documents.body(made, "{%p endfor %}")
    documents.body(made, "{{ phu_luc.ghi_chu }}", italic=True, size=_APPENDIX_SIZE)


def _each(made: Document, names: str, text: str) -> None:
    """A paragraph for each text of a list, in which it is called `cau`."""
    documents.body(made, f"{{%p for cau in {names} %}}")
    documents.body(made, text)
    documents.body(made, "{%p endfor %}")


def _table(
    made: Document, names: str, columns: tuple[Sequence[str], Sequence[int], Sequence[str]], *, left: int
) -> None:
    """A table with a row for each of a list, by heads, widths and names; the cells from `left` on are centred."""
    heads, widths, cells = columns
    empty = [""] * (len(cells) - 1)
    rows = (
        (f"{{%tr for dong in {names} %}}", *empty),
        [f"{{{{ dong.{cell} }}}}" for cell in cells],
        ("{%tr endfor %}", *empty),
    )
    made_of = [Column(head, width, at >= left) for at, (head, width) in enumerate(zip(heads, widths, strict=True))]
    documents.table(made, made_of, rows, size=_TABLE_SIZE)


if __name__ == "__main__":
    DEFAULT_TEMPLATE.parent.mkdir(exist_ok=True)
    DEFAULT_TEMPLATE.write_bytes(template())
