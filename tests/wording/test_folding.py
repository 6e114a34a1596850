"""Searching Vietnamese text without its marks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.wording.folding import contains, folded, pieces

LETTERS = st.text(alphabet="aăâdđeêưỦẨỖ ớịỵ\u0301\u0323\u00a0.,…%90", max_size=40)


def marked(text: str, wanted: str) -> str:
    """The text with what was found in brackets."""
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces(text, wanted))


@pytest.mark.parametrize(
    ("wanted", "text", "expected"),
    [
        ("dung han", "giải quyết Đúng hạn, đúng  HẠN", "giải quyết [Đúng hạn], [đúng  HẠN]"),
        ("ĐỐI thoại", "Buổi đối thoại với dân", "Buổi [đối thoại] với dân"),
        ("du", "Thủ Đức, đủ, dữ liệu", "Thủ [Đứ]c, [đủ], [dữ] liệu"),
        ("90%", "từ 90% trở lên", "từ [90%] trở lên"),
        ("06a", "Mẫu II.06a", "Mẫu II.[06a]"),
        ("han", "nhân dân, hạn", "nhân dân, [hạn]"),
        ("…90", "…90% số lượng", "[…90]% số lượng"),
        ("thủ tục", "hồ sơ", "hồ sơ"),
    ],
)
def test_a_text_is_found_at_the_beginning_of_words_whatever_its_marks(wanted: str, text: str, expected: str) -> None:
    assert marked(text, wanted) == expected


@pytest.mark.parametrize("wanted", ["", "   ", "\u00a0", "\u0301"])
def test_nothing_is_found_nowhere(wanted: str) -> None:
    assert not contains("Đúng hạn", wanted)


def test_letters_typed_with_marks_apart_are_the_same_letters() -> None:
    apart = unicodedata.normalize("NFD", "Giải quyết đúng hạn")
    assert marked(apart, "đúng hạn") == "Giải quyết [đúng hạn]"
    assert marked("đúng hạn", unicodedata.normalize("NFD", "đúng")) == "[đúng] hạn"


def test_the_marks_of_what_is_searched_are_not_needed_but_do_no_harm() -> None:
    assert contains("Tỷ lệ hồ sơ", "ty lé hô so")


@given(LETTERS, LETTERS)
def test_the_pieces_joined_again_are_the_text(text: str, wanted: str) -> None:
    assert "".join(piece.text for piece in pieces(text, wanted)) == unicodedata.normalize("NFC", text)


@given(LETTERS, LETTERS)
def test_what_is_marked_is_what_was_searched(text: str, wanted: str) -> None:
    for piece in pieces(text, wanted):
        if piece.hit:
            assert folded(wanted) in folded(piece.text)
