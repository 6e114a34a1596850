"""Numbers, months and days as they are written in Vietnam."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from kpi.months import Month, Period
from kpi.targets import holds

NO_BREAK = "\u00a0"
MINUS = "\u2212"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_TO_VIETNAMESE = str.maketrans({",": ".", ".": ",", "-": MINUS})
_MOST_DECIMALS = 6


def number(value: float, decimals: int = 0) -> str:
    """A number with its decimals, rounded half up.

    >>> number(1234.25, 1), number(-0.04, 1), number(12)
    ('1.234,3', '0,0', '12')
    """
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded if rounded else abs(rounded):,.{decimals}f}".translate(_TO_VIETNAMESE)


def plain(value: float) -> str:
    """A number with only the decimals it has, without grouping: what a person would type.

    >>> plain(1234.0), plain(23.4)
    ('1234', '23,4')
    """
    whole = float(value).is_integer()
    return str(int(value)) if whole else f"{Decimal(repr(float(value))):f}".replace(".", ",")


def exact(value: float) -> str:
    """A number with only the decimals it has.

    >>> exact(1234.0), exact(23.4)
    ('1.234', '23,4')
    """
    decimals = 0 if float(value).is_integer() else -int(Decimal(repr(float(value))).as_tuple().exponent)
    return number(value, max(decimals, 0))


def beside(value: float, decimals: int, *, operator: str, bound: float) -> str:
    """A number with as many decimals as it takes to stand on its own side of the bound.

    >>> beside(89.97, 1, operator=">=", bound=90)
    '89,97'
    """
    for places in range(decimals, _MOST_DECIMALS):
        shown = float(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))
        if holds(shown, operator, bound) == holds(value, operator, bound):
            return number(value, places)
    return number(value, _MOST_DECIMALS)


def quantity(text: str, measured_in: str) -> str:
    """A written number with what it is measured in, kept on one line.

    >>> quantity("92,5", "%") == "92,5\u00a0%"
    True
    """
    return f"{text}{NO_BREAK}{measured_in}"


def month(at: Month) -> str:
    """A month in a sentence.

    >>> month(Month(2024, 3))
    'tháng 3/2024'
    """
    return f"tháng {at.number}/{at.year}"


def short_month(at: Month) -> str:
    """A month on an axis or in the head of a column.

    >>> short_month(Month(2024, 3))
    'T3/2024'
    """
    return f"T{at.number}/{at.year}"


def period(at: Month, length: Period) -> str:
    """The period that ends in a month, in words."""
    match length:
        case Period.MONTH:
            return f"Tháng {at.number}/{at.year}"
        case Period.QUARTER:
            return f"Quý {['I', 'II', 'III', 'IV'][(at.number - 1) // 3]}/{at.year}, đến hết tháng {at.number}"
        case Period.YEAR_TO_DATE if at.number == 12:
            return f"Cả năm {at.year}"
        case Period.YEAR_TO_DATE:
            return f"Lũy kế {at.number} tháng năm {at.year}"


def day(at: dt.date) -> str:
    """A day.

    >>> day(dt.date(2024, 3, 5))
    '05/03/2024'
    """
    return f"{at:%d/%m/%Y}"


def moment(at: dt.datetime) -> str:
    """A moment on the clock of Vietnam: "14:05 ngày 05/03/2024"."""
    return f"{at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def written_month(text: str) -> str:
    """A month on a list, from its text in an address.

    >>> written_month("2024-03")
    'Tháng 3/2024'
    """
    return month(Month.parse(text)).capitalize()
