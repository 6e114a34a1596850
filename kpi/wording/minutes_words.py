"""What minutes of meetings say (thông báo kết luận), the words of their layout, and the page that follows them up.

The layout is that of Decree 30/2020/NĐ-CP, annex I.
"""

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from kpi.meetings import AgendaItem, Decision, FollowUp, Meeting, days_late, is_open
from kpi.months import Month, Period
from kpi.notes import Note
from kpi.plan import Check, Indicator, Plan, Unit
from kpi.scoring import Score
from kpi.targets import Status
from kpi.tasks import TaskRow
from kpi.wording import decision_words, flow_words, formats, labels, meeting_words, note_words, screens, task_words
from kpi.wording.sentences import cell_with_unit, change_text, completeness, status_sentence, value_text

UNAVAILABLE = "Không có tài liệu này: cuộc họp không tồn tại hoặc chưa kết thúc."

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
KIND = "THÔNG BÁO"
FOLLOW_UP_KIND = "THEO DÕI THỰC HIỆN KẾT LUẬN"
RECIPIENTS = "Nơi nhận:"
THEREFORE = "Sau khi xem xét kết quả và ý kiến của các đơn vị dự họp, người chủ trì kết luận như sau:"

HOW_IT_STANDS = "Đánh giá chung"
APPENDIX = "PHỤ LỤC"
TALKED_ABOUT = "NỘI DUNG, SỐ LIỆU TỪNG MỤC"
ON_FIGURES = "Ghi chú về số liệu"
DECIDED = "Kết luận và giao việc"
STILL_OPEN = "Theo dõi kết luận các cuộc họp trước"
NOTHING_DECIDED = "Cuộc họp không giao việc mới."
NOTHING_TO_FOLLOW = "Không có kết luận nào phải theo dõi."
NO_SCORE = "Không có kết quả ở phạm vi này."
HEAD = ("TT", "Nội dung kết luận", "Đơn vị chủ trì", "Thời hạn")
HEAD_WITH_STANDING = (*HEAD, "Tình hình")
SHORTENED = "Chỗ có dấu “…” là rút gọn; xem đầy đủ tại Thông báo kết luận của cuộc họp."

_MOST_NAMED = 10
_BLANK = formats.NO_BREAK * 8
_SHORT_BLANK = formats.NO_BREAK * 5
_PLACE = "…" * 7
_SIGNER = "…" * 15
_COMRADE = "Đồng chí "


def organ(authority: str) -> tuple[str, ...]:
    """The name of the authority on the left of the head, on one or two lines.

    >>> organ("Ủy ban nhân dân huyện Ninh Sơn")
    ('ỦY BAN NHÂN DÂN', 'HUYỆN NINH SƠN')
    """
    people = " nhân dân "
    council, found, place = authority.partition(people)
    lines = (f"{council}{people}".strip(), place) if found else (authority,)
    return tuple(line.upper() for line in lines)


def number(plan: Plan, kind: str = "TB") -> str:
    """The number of a document, to be written in: "Số:     /TB-UBND"; the plan's number tells the organ's sign."""
    _, _, sign = plan.number.partition("/")
    _, found, of_organ = sign.partition("-")
    return f"Số:{_BLANK}/{kind}{'-' if found else ''}{of_organ}"


def dateline(day: dt.date, *, place: str | None = None) -> str:
    """Place and day of the signature, to be written in what is not known; months 1 and 2 have two digits."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{place or _PLACE}, ngày{_SHORT_BLANK}tháng {month} năm {day.year}"


def signers(plan: Plan) -> tuple[str, ...]:
    """Who signs, line by line, as the plan says; where it does not, two lines to be written in."""
    return plan.signers or (_SIGNER, _SIGNER)


def attached_to(plan: Plan, year: int) -> str:
    """To which minutes the appendix belongs; number and day are to be written in."""
    return (
        f"(Kèm theo Thông báo số{number(plan).removeprefix('Số:')} ngày{_SHORT_BLANK}tháng{_SHORT_BLANK}năm {year} "
        f"của {plan.authority})"
    )


def subject(meeting: Meeting) -> str:
    """What the minutes are about (trích yếu)."""
    return f"Kết luận cuộc họp giao ban cải cách hành chính {formats.month(meeting.month)}"


def opening(meeting: Meeting, plan: Plan) -> tuple[str, ...]:
    """Who met when about what, and which figures they looked at."""
    chair = _lower(meeting.chair) if meeting.chair.startswith(_COMRADE) else meeting.chair
    said = [
        f"Ngày {formats.day(meeting.day)}, {chair} chủ trì cuộc họp giao ban về kết quả thực hiện {plan.title} "
        f"(Kế hoạch số {plan.number} ngày {formats.day(plan.issued)}), số liệu đến hết {formats.month(meeting.month)}."
    ]
    if meeting.participants:
        said.append(f"Tham dự cuộc họp: {'; '.join(meeting.participants)}.")
    if meeting.started_at is not None:
        said.append(f"Số liệu nêu tại Thông báo này là số đã duyệt, chốt lúc {formats.moment(meeting.started_at)}.")
    return tuple(said)


def closing(meeting: Meeting, plan: Plan) -> str:
    """The last sentence, with the sign that ends an official text."""
    return (
        f"Trên đây là kết luận cuộc họp giao ban ngày {formats.day(meeting.day)}; {plan.authority} thông báo để các "
        "đơn vị biết, thực hiện./."
    )


def recipients(units: Iterable[str], *, first: Iterable[str] = ()) -> tuple[str, ...]:
    """To whom the minutes go: who the plan names `first`, who was there, who was given work, and the file."""
    named = ", ".join(dict.fromkeys(units))
    given = (f"- Đơn vị được giao việc: {named};",) if named else ()
    return (*(f"- {one};" for one in first), "- Thành phần dự họp;", *given, "- Lưu: VT.")


def state(month: Month, period: Period, counts: Mapping[Status, int]) -> str:
    """How the plan stands: "Lũy kế 3 tháng năm 2024, 24 chỉ tiêu: 10 đạt, 3 gần đạt, 5 chưa đạt, 6 chưa đến hạn."."""
    found = ", ".join(f"{counts[one]} {labels.STATUS[one].lower()}" for one in Status if counts[one])
    total = sum(counts.values())
    return f"{formats.period(month, period)}, {total} chỉ tiêu" + (f": {found}." if found else ".")


def marks(plan: Plan, provisional: Sequence[Score], corrected: Sequence[tuple[str, dt.date]]) -> tuple[str, ...]:
    """Which results may still change, and which figures were corrected after approval; () for none."""
    said = []
    if provisional:
        named = (f"{plan.indicator_of_id[one.indicator].name} ({completeness(plan, one)})" for one in provisional)
        said.append(f"Kết quả tạm tính vì chưa đủ số liệu: {'; '.join(named)}.")
    if corrected:
        said.append(f"{screens.CORRECTED}: {flow_words.corrected_units(plan, corrected)}.")
    return tuple(said)


def marks_in_short(
    plan: Plan, provisional: Sequence[Score], corrected: Sequence[tuple[str, dt.date]]
) -> tuple[str, ...]:
    """The same where the results are only counted: each is named in the appendix."""
    said = []
    if provisional:
        said.append(
            f"{formats.number(len(provisional))} chỉ tiêu là kết quả tạm tính vì chưa đủ số liệu, nêu tại Phụ lục."
        )
    return (*said, *marks(plan, (), corrected))


def item_title(plan: Plan, item: AgendaItem) -> str:
    """An item of the agenda, an indicator with its full name: "Tỷ lệ hồ sơ TTHC giải quyết đúng hạn … – Cấp xã"."""
    return meeting_words.item_title(plan, item, in_full=True)


def earlier(still_open: int, late: int) -> str:
    """How many decisions of earlier meetings were still open."""
    return f"{decision_words.counted(still_open, late)}." if still_open else decision_words.NOTHING_OPEN


def reached(plan: Plan, score: Score, *, of_month: Score | None, before: float | None) -> tuple[str, ...]:
    """Where an indicator stands over the year, the month by itself, and how it moved since the month before."""
    indicator = plan.indicator_of_id[score.indicator]
    said = [status_sentence(plan, score)]
    if of_month is not None and not math.isnan(of_month.value):
        month = formats.month(Month.from_ordinal(of_month.month))
        said.append(f"Riêng {month}: {value_text(indicator, of_month.value)}.")
    if before is not None:
        ended = formats.month(Month.from_ordinal(score.month) - 1)
        said.append(f"So với kết quả tính đến hết {ended}: {change_text(indicator, score.value, before)}.")
    return tuple(said)


def units_missed(plan: Plan, indicator: Indicator, missed: Sequence[Score]) -> str:
    """The units that miss a target with their values, in the order given: "Đơn vị chưa đạt: Xã Mỹ Sơn 80,1 %; …."."""
    named = [f"{plan.unit_of_id[one.scope].name} {cell_with_unit(indicator, one)}" for one in missed]
    return f"Đơn vị chưa đạt: {_some(named)}."


def late_tasks(ids: Collection[str]) -> str:
    """The late tasks that serve an indicator, or of a unit."""
    return f"{formats.number(len(ids))} nhiệm vụ liên quan trễ hạn: {', '.join(ids)}."


def note(plan: Plan, written: Note) -> str:
    """What somebody wrote about an indicator: "Xã Hòa Sơn, sự kiện: Mất kết nối hệ thống một cửa"."""
    kind = note_words.KINDS[written.kind].lower()
    return f"{labels.scope_name(plan, written.scope)}, {kind}: {_ended(written.text)}"


def unit_note(plan: Plan, written: Note) -> str:
    """What somebody wrote about a unit: "Sự kiện (Tỷ lệ hồ sơ …): Mất kết nối hệ thống một cửa."."""
    indicator = plan.indicator_of_id.get(written.indicator)
    about = "" if indicator is None else f" ({indicator.name})"
    return f"{note_words.KINDS[written.kind]}{about}: {_ended(written.text)}"


def explanation(unit: Unit, check: Check, text: str) -> str:
    """Why a unit's figures do not agree, in its own words."""
    return f"{unit.name} giải trình ({check.name}): {_ended(text)}"


def unit_counts(counts: Mapping[Status, int]) -> str:
    """How a unit stands: "15 chỉ tiêu: 4 đạt, 4 gần đạt, 7 chưa đạt."."""
    found = ", ".join(f"{counts[one]} {labels.STATUS[one].lower()}" for one in Status if counts[one])
    return f"{sum(counts.values())} chỉ tiêu" + (f": {found}." if found else ".")


def unit_missed(plan: Plan, score: Score) -> str:
    """A target that a unit misses: "Tỷ lệ hồ sơ TTHC giải quyết đúng hạn … chưa đạt: 80,1 % < 90 % (…)."."""
    return f"{plan.indicator_of_id[score.indicator].name} {_lower(status_sentence(plan, score))}"


def task(row: TaskRow) -> str:
    """Where a task stands: "Trễ hạn, hạn 31/03/2024, trễ 30 ngày, 12/18 đơn vị hoàn thành; tiến độ 66 %."."""
    line = task_words.chart_line(row, row.standing, row.late_days)
    return f"{line[:1].upper()}{line[1:]}; tiến độ {task_words.percent(row.percent)}."


def task_late(units: Sequence[tuple[Unit, int]]) -> str:
    """Which units are late with their part of a task, and by how many days."""
    return f"Đơn vị trễ hạn: {_some([f'{unit.name} ({_days(days)})' for unit, days in units])}."


def reporting(
    plan: Plan,
    month: Month,
    *,
    late: Sequence[tuple[Unit, int]],
    overdue: Sequence[tuple[Unit, int]],
    returned: Sequence[Unit],
) -> tuple[str, ...]:
    """Who reported a month late or not at all, with the days, and whose report in time was given back."""
    due = formats.day(plan.due_day(month))
    said = []
    if late:
        said.append(f"Nộp trễ (hạn {due}): {_some([f'{unit.name} {_days(days)}' for unit, days in late])}.")
    if overdue:
        said.append(f"Chưa nộp (hạn {due}): {_some([f'{unit.name} quá {_days(days)}' for unit, days in overdue])}.")
    if returned:
        said.append(f"Nộp đúng hạn, bị trả lại để sửa: {_some([unit.name for unit in returned])}.")
    return tuple(said) or (f"Không có đơn vị nộp trễ hoặc quá hạn báo cáo (hạn {due}).",)


def decided(places: Sequence[int]) -> str:
    """Which decisions were made on an item, by their numbers on the list: "Kết luận số 1, 2."."""
    return f"Kết luận số {', '.join(map(str, places))}."


def carried(text: str, held_on: dt.date) -> str:
    """A decision of an earlier meeting, with the day of that."""
    return f"{text} (họp ngày {formats.day(held_on)})"


def standing(decision: Decision, day: dt.date, last: FollowUp | None) -> str:
    """Where a decision stood on a day, and the last note on it: "Trễ 5 ngày. 10/04/2024: đã gửi văn bản"."""
    said = decision_words.standing(decision, day)
    if last is None:
        return said
    written = formats.day(last.at.astimezone(formats.VIETNAM).date())
    return f"{said}. {written}: {last.text}"


def follow_up_subject(meeting: Meeting, day: dt.date) -> str:
    """Which meeting is followed up, and on which day."""
    return f"Cuộc họp giao ban ngày {formats.day(meeting.day)}, tính đến ngày {formats.day(day)}"


def followed(decisions: Sequence[Decision], day: dt.date) -> str:
    """What has become of decisions, counted: "12 kết luận: 3 trễ hạn, 4 còn hạn, 5 đã xong (1 xong trễ)."."""
    if not decisions:
        return NOTHING_TO_FOLLOW
    return f"{formats.number(len(decisions))} kết luận: {_counted(decisions, day)}."


def not_shown(decisions: Sequence[Decision], day: dt.date) -> str:
    """What the page has no room for: "Còn 4 kết luận khác: 4 đã xong; xem tại màn hình Họp giao ban."."""
    left = formats.number(len(decisions))
    return f"Còn {left} kết luận khác: {_counted(decisions, day)}; xem tại màn hình {meeting_words.TITLE}."


def _counted(decisions: Sequence[Decision], day: dt.date) -> str:
    late = [days_late(one, day) > 0 for one in decisions if is_open(one, day)]
    done = [days_late(one, day) > 0 for one in decisions if not is_open(one, day)]
    done_late = f" ({formats.number(sum(done))} xong trễ)" if any(done) else ""
    counts = ((sum(late), "trễ hạn"), (len(late) - sum(late), "còn hạn"), (len(done), f"đã xong{done_late}"))
    return ", ".join(f"{formats.number(count)} {word}" for count, word in counts if count)


def shortened(text: str, most: int) -> str:
    """A text of at most so many letters, cut between words where it is longer.

    >>> shortened("Xử lý dứt điểm 41 hồ sơ trễ hạn", 20)
    'Xử lý dứt điểm 41…'
    """
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rpartition(' ')[0] or text[: most - 1]}…"


def minutes_file(meeting: Meeting) -> str:
    """The name under which the minutes are saved, another for each meeting of a day."""
    return f"Thông báo kết luận họp giao ban {meeting.day:%d-%m-%Y} (cuộc họp {meeting.number}).docx"


def follow_up_file(meeting: Meeting, day: dt.date) -> str:
    """The name under which the page of follow-ups is saved, another for each meeting of a day."""
    held = f"{meeting.day:%d-%m-%Y} (cuộc họp {meeting.number})"
    return f"Theo dõi kết luận họp giao ban {held}, tính đến {day:%d-%m-%Y}.docx"


def _days(count: int) -> str:
    return f"{formats.number(count)} ngày"


def _some(named: Sequence[str]) -> str:
    more = len(named) - _MOST_NAMED
    return "; ".join(named[:_MOST_NAMED]) + (f" và {formats.number(more)} đơn vị khác" if more > 0 else "")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
