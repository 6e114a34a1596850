"""What the product says of notes on indicators."""

from collections.abc import Iterable, Mapping

from kpi.months import Month
from kpi.notes import Note, NoteKind
from kpi.wording import formats

KINDS = {
    NoteKind.REMARK: "Ghi chú",
    NoteKind.EVENT: "Sự kiện",
    NoteKind.REBASE: "Mốc tính lại biểu đồ kiểm soát",
}
SYMBOLS = {NoteKind.REMARK: "✎", NoteKind.EVENT: "⚑", NoteKind.REBASE: "↻"}

TITLE = "Ghi chú và sự kiện"
NOTHING = "Chưa có ghi chú nào."
KIND = "Loại"
MONTH = "Tháng"
TEXT = "Nội dung"
TEXT_HINT = "Viết điều giải thích số liệu của tháng, ví dụ “Mất kết nối hệ thống một cửa 6 ngày”."
ADD = "Thêm ghi chú"
WITHDRAW = "Thu hồi"
ADDED = "Đã thêm ghi chú."
WITHDRAWN = "Đã thu hồi ghi chú."

REFUSED = {
    "may_not_write_note": "Bạn không ghi chú được ở phạm vi này; hãy chọn đơn vị của mình.",
    "may_not_rebase": "Chỉ người điều phối mới đặt được mốc tính lại biểu đồ kiểm soát.",
    "may_not_withdraw_note": "Chỉ người viết và người điều phối mới thu hồi được ghi chú này.",
    "note_empty": "Chưa lưu: hãy viết nội dung ghi chú.",
    "note_long": "Chưa lưu: ghi chú dài quá {most} ký tự; hãy viết ngắn lại.",
    "note_gone": "Ghi chú này đã được thu hồi trước đó.",
}


def signature(note: Note, names: Mapping[str, str]) -> str:
    """Who wrote a note and when: "Kator Thị Mai, 09:30 ngày 03/04/2024"."""
    who = names.get(note.who, note.who)
    return who if note.at is None else f"{who}, {formats.moment(note.at)}"


def line(note: Note) -> str:
    """A note on a list: "T3/2024 · Sự kiện: Mất kết nối hệ thống một cửa"."""
    return f"{formats.short_month(note.month)} · {KINDS[note.kind]}: {note.text}"


def of_month(notes: Iterable[Note], month: Month) -> str:
    """All that was written of a month, "" where nobody wrote: "Sự kiện: Mất kết nối; Ghi chú: đã khắc phục"."""
    return "; ".join(f"{KINDS[note.kind]}: {note.text}" for note in notes if note.month == month)
