"""Control charts in words: is a process changing, and can it be relied on (NHS "Making Data Count")."""

from kpi.control import STANDARD, Assurance, ControlChart, Method, Signal, TooFew, Variation
from kpi.plan import Indicator
from kpi.process import since
from kpi.scoring import SMALL
from kpi.targets import Demand
from kpi.wording import formats, labels, screens
from kpi.wording.sentences import measured, value_text

TITLE = "Biểu đồ kiểm soát (từng tháng)"
CHANGING = "Có thay đổi thật không?"
RELIABLE = "Có chắc chắn đạt mục tiêu không?"
CENTRE = "Trung bình"
CENTRE_SHORT = "TB"
LOWER = "Giới hạn dưới"
UPPER = "Giới hạn trên"
SIGN = "Dấu hiệu"
NOT_CHARTED = (
    "Chỉ tiêu này là kết quả công bố hằng năm, thứ hạng, xếp loại hoặc mức tăng "
    "nên không lập biểu đồ kiểm soát theo tháng."
)
READ = (
    "Mỗi điểm là kết quả của riêng một tháng, không lũy kế. Trong vùng mờ giữa hai giới hạn là dao động thường có; "
    "chỉ điểm hình tam giác mới nói lên thay đổi thật."
)

VARIATION = {
    Variation.COMMON: ("○", "Dao động bình thường"),
    Variation.IMPROVING: ("▲", "Đang tốt lên"),
    Variation.CONCERNING: ("▼", "Đang xấu đi"),
}
"""Symbol and words: never colour alone."""

ASSURANCE = {
    Assurance.PASSING: ("✓", "Ổn định đạt mục tiêu"),
    Assurance.FAILING: ("✗", "Chưa có khả năng đạt nếu không thay đổi cách làm"),
    Assurance.HIT_AND_MISS: ("?", "Lúc đạt lúc không"),
    Assurance.NONE: ("–", "Không đối chiếu được"),
}

SIGNAL = {
    Signal.TREND: f"từ {STANDARD.trend} tháng liền trở lên cùng tăng hoặc cùng giảm",
    Signal.SHIFT: f"từ {STANDARD.run} tháng liền trở lên ở một phía của trung bình",
    Signal.TWO_OF_THREE: "hai trong ba tháng liền ở sát hoặc ngoài giới hạn",
    Signal.OUTSIDE: "vượt giới hạn",
}

NO_TARGET = "Không có mục tiêu cho riêng từng tháng."
CHANGING_NOW = "Kết quả đang thay đổi nên nhận định này chỉ để tham khảo."
NO_LIMITS = "Mới có một tháng kể từ mốc tính lại nên chưa có giới hạn."

METHOD = {
    Method.XMR: "XmR: giá trị từng tháng và biên độ dao động",
    Method.P: "p: tỷ lệ với mẫu số thay đổi",
    Method.P_PRIME: "p′ (Laney): tỷ lệ dao động nhiều hơn ngẫu nhiên",
}


def variation_sentence(indicator: Indicator, chart: ControlChart) -> str:
    """What the last month says, on what grounds and since when.

    "Tháng 10/2024 là 78,2 %, trung bình 93,2 %: vượt giới hạn, có dấu hiệu từ tháng 9/2024."
    """
    last = chart.points[-1]
    month, value = formats.month(last.month).capitalize(), value_text(indicator, last.value)
    centre = level_text(indicator, last.centre)
    if not last.signals:
        return f"{month} là {value}, không khác rõ mức trung bình {centre}."
    begun = since(chart)
    run = "" if begun == last.month else f", có dấu hiệu từ {formats.month(begun)}"
    return f"{month} là {value}, trung bình {centre}: {_signals(last.signals)}{run}."


def assurance_sentence(indicator: Indicator, chart: ControlChart, asked: Demand | None) -> str:
    """The range that the process keeps to as it is, beside what is asked of each month.

    Limits of the months so far foretell nothing of a process that is just changing.
    """
    last = chart.points[-1]
    if asked is None:
        return NO_TARGET
    if last.lower is None or last.upper is None:
        return NO_LIMITS
    low, high = (level_text(indicator, limit) for limit in (last.lower, last.upper))
    kept = f"ở mức {low}" if low == high else f"trong khoảng {low} đến {high}"
    target = f"mục tiêu {target_text(indicator, asked)}"
    if chart.variation is Variation.COMMON:
        return f"Cứ như hiện nay, kết quả từng tháng sẽ {kept}; {target}."
    return f"Theo các tháng đã qua, kết quả từng tháng {kept}; {target}. {CHANGING_NOW}"


def target_text(indicator: Indicator, asked: Demand) -> str:
    """What is asked of each month: "≥ 90 %"."""
    return f"{labels.OPERATOR[asked.operator]}{formats.NO_BREAK}{measured(indicator, formats.exact(asked.final), 0)}"


def month_value(indicator: Indicator, value: float, *, provisional: bool) -> str:
    """The value of a month by itself: "93,8 %", "93,8 % (tạm tính)" while some unit owes its figures."""
    text = value_text(indicator, value)
    return f"{text} ({screens.PROVISIONAL})" if provisional else text


def level_text(indicator: Indicator, level: float) -> str:
    """A mean or a limit, with a decimal even of counts: a mean of 0,4 is not 0, and a limit of 1,5 not 1."""
    return value_text(indicator, level, decimals=max(indicator.decimals, 1))


def basis(chart: ControlChart) -> str:
    """The method, the months it rests on, and where it began anew."""
    phase = chart.phases[-1]
    begun = f", tính lại từ {formats.short_month(phase.begins)}" if len(chart.phases) > 1 else ""
    provisional = "; giới hạn tạm tính vì còn ít tháng" if phase.provisional else ""
    return f"Phương pháp {METHOD[chart.method]}; {phase.known} tháng{begun}{provisional}."


def to_notes(section: str) -> str:
    """The name of the link to where notes and rebases are written."""
    return f"Ghi chú, sự kiện và mốc tính lại: mục “{section}”"


def small(months: int) -> str:
    """That limits of few are wide; "" where no month is of few."""
    if months == 0:
        return ""
    return (
        f"{months} tháng có mẫu số dưới {SMALL} ({labels.FEW}): giới hạn của những tháng đó rộng, "
        "một trường hợp cũng làm kết quả lệch nhiều."
    )


def too_few(chart: TooFew) -> str:
    """Why there is no chart."""
    known = f"Mới có {chart.known} tháng có số liệu" if chart.known else "Chưa có tháng nào có số liệu"
    return (
        f"{known}; cần ít nhất {chart.needed} tháng để lập biểu đồ kiểm soát. Trước mắt hãy xem trạng thái và tiến độ."
    )


def signs(signals: frozenset[Signal], *, improving: bool | None) -> str:
    """The signals of a point: "▼ Đang xấu đi: vượt giới hạn"; "" where it has none."""
    if not signals or improving is None:
        return ""
    symbol, name = VARIATION[Variation.IMPROVING if improving else Variation.CONCERNING]
    return f"{symbol} {name}: {_signals(signals)}"


def _signals(signals: frozenset[Signal]) -> str:
    """What is seen at once stands first: the point itself, then the points before it."""
    return ", ".join(SIGNAL[one] for one in reversed(list(Signal)) if one in signals)
