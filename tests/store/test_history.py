"""The hash chain, without a database."""

import datetime as dt
import hashlib

import pytest

from kpi.figures import Figure, FigureKey
from kpi.months import Month
from kpi.store.history import GENESIS, HASHED, figure_text, first_broken, row_hash
from kpi.store.instants import instant_text

KEY = FigureKey("22828", "resolved_late", Month(2024, 3))


def chain(length: int) -> list[dict[str, object]]:
    """A whole history: tháng 3/2024, the late dossiers of Xã Ma Nới corrected again and again."""
    rows: list[dict[str, object]] = []
    previous_hash = GENESIS
    for number in range(1, length + 1):
        row: dict[str, object] = {
            **{"number": number, "at": "2024-04-03T02:30:00.000000+00:00", "who": "mai", "origin": "form"},
            **{"reason": "", "action": "figure", "unit": "22828", "month": 24290, "subject": "resolved_late"},
            **{"part": "", "before": str(number - 1), "after": str(number)},
        }
        row |= {"previous_hash": previous_hash, "hash": row_hash(previous_hash, row)}
        previous_hash = str(row["hash"])
        rows.append(row)
    return rows


def test_a_hash_can_be_computed_by_hand() -> None:
    text = (
        '{"action":"figure","after":"1","at":"2024-04-03T02:30:00.000000+00:00","before":"0","month":24290,"number":1,'
        '"origin":"form","part":"","reason":"","subject":"resolved_late","unit":"22828","who":"mai"}'
    )
    assert chain(1)[0]["hash"] == hashlib.sha256(f"{GENESIS}\n{text}".encode("ascii")).hexdigest()


def test_a_whole_history_is_not_broken() -> None:
    assert first_broken([]) is None
    assert first_broken(chain(5)) is None


@pytest.mark.parametrize("column", [*HASHED, "previous_hash", "hash"])
def test_an_edit_of_any_column_is_found_where_it_was_made(column: str) -> None:
    rows = chain(5)
    rows[2][column] = b"\xff"
    assert first_broken(rows) == 3


def test_an_edited_row_with_a_new_hash_breaks_the_next_one() -> None:
    rows = chain(5)
    rows[2]["after"] = "0"
    rows[2]["hash"] = row_hash(str(rows[2]["previous_hash"]), rows[2])
    assert first_broken(rows) == 4


@pytest.mark.parametrize("place", [0, 2])
def test_a_missing_row_is_named(place: int) -> None:
    rows = chain(5)
    del rows[place]
    assert first_broken(rows) == place + 1


def test_rows_that_changed_places_are_found() -> None:
    rows = chain(5)
    rows[1], rows[2] = rows[2], rows[1]
    assert first_broken(rows) == 2


def test_none_and_the_word_none_have_different_hashes() -> None:
    row = chain(1)[0]
    assert row_hash(GENESIS, {**row, "before": None}) != row_hash(GENESIS, {**row, "before": "None"})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (41.0, "41"),
        (0.1, "0.1"),
        (-2, "-2"),
        (None, "not_arisen"),
        (2**53, "9007199254740992"),
        (1e300, "1e+300"),
    ],
)
def test_a_figure_is_written_so_that_it_can_be_read_back(value: float | None, text: str) -> None:
    assert figure_text(Figure(KEY, value)) == text


def test_no_figure_has_no_text() -> None:
    assert figure_text(None) is None


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        instant_text(dt.datetime(2024, 4, 3, 9, 30))
