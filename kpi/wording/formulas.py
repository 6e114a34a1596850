"""Formulas and figures in words."""

from kpi.figures import Figure
from kpi.plan import Indicator, Kind, Plan, Terms
from kpi.wording import formats, screens


def formula_text(plan: Plan, indicator: Indicator) -> str:
    """How an indicator is worked out, with the names of its measures."""
    above = _sum(plan, indicator.numerator)
    base = f"({above}) ÷ ({_sum(plan, indicator.denominator)})" if indicator.denominator else above
    match indicator.kind:
        case Kind.RATIO:
            return f"100 × {base}"
        case Kind.GROWTH if indicator.change == "relative":
            return f"Mức tăng (%) của {base} so với cùng kỳ năm trước"
        case Kind.GROWTH:
            return f"Chênh lệch (điểm) của {base} so với cùng kỳ năm trước"
        case _:
            return base


def _sum(plan: Plan, terms: Terms) -> str:
    written = ""
    for term in terms:
        sign = " − " if term.sign < 0 else " + "
        written += (sign if written or term.sign < 0 else "") + plan.measure_of_id[term.measure].name
    return written.strip()


def bands_text(indicator: Indicator) -> str:
    """The bands of a grade with their source; "" without bands."""
    if not indicator.bands:
        return ""
    bands = sorted(indicator.bands, key=lambda band: -band.lowest)
    return "; ".join(f"{band.name} từ {formats.exact(band.lowest)}" for band in bands) + f" ({indicator.bands_source})"


def figure_cell(figure: Figure | None) -> str:
    """A figure in a table: its number, "KPS" where nothing arose, "–" where it is missing."""
    if figure is None:
        return "–"
    return screens.NOT_ARISEN if figure.value is None else formats.exact(figure.value)
