"""What is remembered of texts."""

from kpi.memo import of_short_texts


def test_a_short_text_is_worked_out_once_and_a_long_one_each_time() -> None:
    asked: list[str] = []

    @of_short_texts
    def letters(text: str) -> int:
        asked.append(text)
        return len(text)

    long = "Đất đai " * 50
    assert [letters(text) for text in ("Hộ tịch", "Hộ tịch", long, long)] == [7, 7, 400, 400]
    assert asked == ["Hộ tịch", long, long]
