"""The texts that a template of the periodic report may fill in, by the names that its author writes.

The names are Vietnamese without marks, since officials write them in Word (`kpi/help/mau-bao-cao.md` explains them).
Everything is a text, a list or a table of texts: a template can show what a report says and can work nothing out.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from kpi.exports.documents import plain
from kpi.findings import Finding, Rule
from kpi.plan import WHOLE, Indicator
from kpi.scoring import Score
from kpi.services.periodic import AreaPart, Line, PeriodicReport
from kpi.wording import finding_words, formats, labels, minutes_words, periodic_words, screens, task_words
from kpi.wording import report_words as words
from kpi.wording.sentences import targets_in_force

Shape = str | Sequence["Shape"] | Mapping[str, "Shape"]
"""A text, a list of one shape, or named shapes."""

_WORK: Shape = {"tt": "", "noi_dung": "", "chu_tri": "", "thoi_han": "", "tinh_hinh": ""}
_TO_EXPLAIN = frozenset({Rule.JUMP, Rule.SIGNAL})
_INDICATOR = ("ten", "muc_tieu", "trong_ky", "luy_ke", "cung_ky", "danh_gia")

NAMES: Mapping[str, Shape] = {
    "quoc_hieu": "",
    "tieu_ngu": "",
    "co_quan": "",
    "ten_co_quan": [""],
    "so_ky_hieu": "",
    "dia_danh_ngay_thang": "",
    "ten_loai": "",
    "trich_yeu": "",
    "ky_bao_cao": "",
    "minh_hoa": "",
    "can_cu": "",
    "linh_vuc": [
        {"ten": "", "danh_gia": [""], "chi_tieu": [dict.fromkeys(_INDICATOR, "")], "nhiem_vu": [""]},
    ],
    "ket_qua_chung": [""],
    "luu_y_so_lieu": [""],
    "han_che": [{"ten": "", "muc": [""]}],
    "khong_co_han_che": "",
    "nhiem_vu": [_WORK],
    "ket_luan": [_WORK],
    "phu_luc": {
        "ten": "",
        "kem_theo": "",
        "ghi_chu": "",
        "bang": [{"chi_tieu": [{"ten": "", "muc_tieu": ""}], "don_vi": [{"ten": "", "ket_qua": [""]}]}],
    },
    "ket_thuc": "",
    "noi_nhan": [""],
    "nguoi_ky": [""],
}
"""Every name with what it holds; lists are written with one of what they hold."""

MOST_COLUMNS = 8
"""How many indicators stand beside each other in a table of the appendix."""


def context_of(report: PeriodicReport) -> Mapping[str, Shape]:
    """The texts of a report, of the shape of NAMES."""
    plan, cycle, month = report.plan, report.cycle, report.month
    today = report.made_at.astimezone(formats.VIETNAM).date()
    decisions = enumerate(report.decisions, 1)
    found: Mapping[str, Shape] = {
        "quoc_hieu": minutes_words.COUNTRY,
        "tieu_ngu": minutes_words.MOTTO,
        "co_quan": plan.authority,
        "ten_co_quan": minutes_words.organ(plan.authority),
        "so_ky_hieu": minutes_words.number(plan, words.SIGN),
        "dia_danh_ngay_thang": minutes_words.dateline(today, place=plan.place),
        "ten_loai": periodic_words.KIND,
        "trich_yeu": periodic_words.subject(cycle, month),
        "ky_bao_cao": periodic_words.covered(cycle, month),
        "minh_hoa": screens.DEMO_MARK if report.demo else "",
        "can_cu": words.grounds(plan, cycle, month, report.approvals),
        "linh_vuc": [_area(report, part) for part in report.areas],
        "ket_qua_chung": report.opening,
        "luu_y_so_lieu": report.marks,
        "han_che": list(_lacking(report)),
        "khong_co_han_che": "" if _shortcomings(report) else words.nothing_lacking(report.state),
        "nhiem_vu": [_work(words.task_row(plan, place, row)) for place, row in enumerate(report.ahead, 1)],
        "ket_luan": [_work(words.decision_row(plan, place, one, today)) for place, one in decisions],
        "phu_luc": {
            "ten": words.appendix_title(month),
            "kem_theo": words.attached_to(plan, today.year),
            "ghi_chu": words.appendix_legend(),
            "bang": list(_tables(report)),
        },
        "ket_thuc": words.closing(plan, cycle, month),
        "noi_nhan": words.recipients(plan),
        "nguoi_ky": words.SIGNED_BY,
    }
    return {name: _plain(shape) for name, shape in found.items()}


def _plain(shape: Shape) -> Shape:
    """The same with every text as a document can hold it."""
    match shape:
        case str():
            return plain(shape)
        case Mapping():
            return {name: _plain(one) for name, one in shape.items()}
        case _:
            return [_plain(one) for one in shape]


def _area(report: PeriodicReport, part: AreaPart) -> Shape:
    return {
        "ten": task_words.area(report.plan, part.area.id),
        "danh_gia": [" ".join(line.said) for line in part.lines],
        "chi_tieu": [dict(zip(_INDICATOR, _row(report, line), strict=True)) for line in part.lines],
        "nhiem_vu": part.said,
    }


def _row(report: PeriodicReport, line: Line) -> tuple[str, ...]:
    """An indicator under words.INDICATOR_HEAD."""
    indicator, spoken, of_period = line.indicator, line.spoken, report.in_period(line)
    return (
        words.indicator_name(report.plan, spoken),
        words.target(indicator, spoken),
        words.result(indicator, of_period),
        words.result(indicator, spoken),
        words.since_last_year(indicator, of_period, line.last_year),
        words.judged(indicator, spoken),
    )


def _shortcomings(report: PeriodicReport) -> list[Finding]:
    """The findings that an official report owns up to; what is yet to be explained is for the office."""
    return [one for one in report.findings if one.rule not in _TO_EXPLAIN]


def _lacking(report: PeriodicReport) -> Iterator[Shape]:
    for rule, group in groupby(_shortcomings(report), key=lambda one: one.rule):
        name, _ = finding_words.RULE[rule]
        sentences = [finding_words.lacking(report.plan, one) for one in group]
        yield {"ten": name, "muc": words.several(sentences)}


def _work(row: Sequence[str]) -> Shape:
    place, text, leads, due, standing = row
    return {"tt": place, "noi_dung": text, "chu_tri": leads, "thoi_han": due, "tinh_hinh": standing}


def _tables(report: PeriodicReport) -> Iterator[Shape]:
    """The indicators that units have of their own, about equally many in each table."""
    lines = [line for line in report.lines if any(one.scope in report.plan.unit_of_id for one in line.to_date)]
    count = -(-len(lines) // MOST_COLUMNS)
    for place in range(count):
        yield _table(report, lines[len(lines) * place // count : len(lines) * (place + 1) // count])


def _table(report: PeriodicReport, lines: Sequence[Line]) -> Shape:
    plan = report.plan
    by_scope = [{one.scope: one for one in line.to_date} for line in lines]
    known = {scope for scores in by_scope for scope in scores}
    scopes = [scope for scope in (WHOLE, *plan.level_of_id, *plan.unit_of_id) if scope in known]
    columns = [line.indicator for line in lines]
    return {
        "chi_tieu": [
            {"ten": words.column(one), "muc_tieu": targets_in_force(plan, one, report.month) or words.NOTHING}
            for one in columns
        ],
        "don_vi": [
            {
                "ten": labels.scope_name(plan, scope),
                "ket_qua": _cells(columns, [scores.get(scope) for scores in by_scope]),
            }
            for scope in scopes
        ],
    }


def _cells(columns: Sequence[Indicator], scores: Sequence[Score | None]) -> list[str]:
    return [words.cell(indicator, score) for indicator, score in zip(columns, scores, strict=True)]
