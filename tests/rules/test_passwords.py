"""Passwords: what is kept of them, and which are refused as easy to guess."""

import pytest

from kpi.passwords import HASHER, LEAST, hashed, is_outdated, matches, one_time_password, weaknesses
from tests.fakes_people import CountingHasher

OF_MAI = ("mai.kator", "Kator Thị Mai", "Mai", "22828", "Xã Ma Nới", "Ma Nới")


def codes(password: str) -> list[str]:
    return [problem.code for problem in weaknesses(password, personal=OF_MAI)]


@pytest.mark.parametrize(
    "password",
    [
        "matkhau123",
        "Matkhau@2024",
        "123456789a@",
        "P@ssw0rd123",
        "Admin@123456",
        "anhyeuem123",
        "Qwerty12345",
        "Ubnd@2024!!",
    ],
)
def test_what_many_people_choose_is_refused(password: str) -> None:
    assert codes(password) == ["password_common"]


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaa",
        "aaaaaaaaab",
        "abcabcabcabc",
        "abcdabcdabcd",
        "1234567890",
        "0987654321",
        "abcdefghijkl",
        "1qaz2wsx3edc",
    ],
)
def test_a_repeated_character_a_block_or_a_row_of_keys_is_refused(password: str) -> None:
    assert codes(password) == ["password_pattern"]


@pytest.mark.parametrize("password", ["maikator2024", "Mai.Kator@1", "KatorThiMai1", "Xã Ma Nới 24", "xamanoi22828"])
def test_the_login_the_name_and_the_unit_are_refused(password: str) -> None:
    assert "password_personal" in codes(password)


@pytest.mark.parametrize(
    "password",
    [
        "bưởi da xanh tháng mười",
        "con suối cạn mùa khô",
        "kx7m-92fh-w3pd",
        "Gió Lào thổi 3 ngày",
        "nhà Mai có sáu cây bưởi",
    ],
)
def test_a_short_sentence_is_a_good_password(password: str) -> None:
    assert codes(password) == []


def test_a_password_of_nine_characters_is_too_short_and_of_ten_is_not() -> None:
    assert codes("suối cạn1") == ["password_short"]
    assert len("suối cạn12") == LEAST
    assert codes("suối cạn12") == []


def test_marks_count_as_one_letter_whichever_way_they_are_typed() -> None:
    decomposed = "suo\u0302\u0301i ca\u0323n1"
    assert codes(decomposed) == ["password_short"]


def test_a_password_that_would_take_long_to_look_at_is_refused() -> None:
    assert codes("bưởi da xanh " * 100) == ["password_long"]


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert codes("maikator") == ["password_short", "password_personal"]


def test_an_empty_password_is_short_and_no_error() -> None:
    assert "password_short" in codes("")


def test_one_time_passwords_are_strong_and_never_the_same() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert all(codes(password) == [] and len(password) == 14 for password in made)


def test_a_hash_matches_its_password_and_no_other() -> None:
    hasher = CountingHasher()
    kept = hashed("bưởi da xanh", hasher)
    assert "bưởi" not in kept
    assert matches(kept, "bưởi da xanh", hasher)
    assert not matches(kept, "bưởi da vàng", hasher)


def test_a_password_matches_whichever_way_a_keyboard_composes_its_marks() -> None:
    hasher = CountingHasher()
    assert matches(hashed("su\u1ed1i", hasher), "suo\u0302\u0301i", hasher)


def test_the_same_password_has_another_hash_for_everybody() -> None:
    hasher = CountingHasher()
    assert hashed("bưởi da xanh", hasher) != hashed("bưởi da xanh", hasher)


def test_where_no_password_is_kept_the_same_work_is_done_and_the_answer_is_no() -> None:
    hasher = CountingHasher()
    assert not matches("", "bưởi da xanh", hasher)
    (decoy,) = hasher.verified
    assert not is_outdated(decoy, hasher)


def test_a_hash_that_is_none_matches_nothing() -> None:
    assert not matches("khong phai hash", "bưởi da xanh", CountingHasher())


def test_the_parameters_stand_in_the_hash_so_that_a_change_is_noticed() -> None:
    kept = hashed("bưởi da xanh", CountingHasher())
    assert "$argon2id$v=19$m=8,t=1,p=1$" in kept
    assert not is_outdated(kept, CountingHasher())
    assert is_outdated(kept, CountingHasher(time_cost=2))


def test_the_hasher_of_the_product_is_the_one_of_rfc_9106() -> None:
    assert (HASHER.time_cost, HASHER.memory_cost, HASHER.parallelism) == (3, 65536, 4)
