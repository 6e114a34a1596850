"""Passwords: hashed with argon2id, checked with equal work whoever asks, and refused when they are easy to guess."""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kpi.errors import Problem

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4, hash_len=32, salt_len=16)
"""argon2id as RFC 9106 recommends where memory is short: 3 passes over 64 MiB, about a tenth of a second.

The numbers stand in every hash; a hash made with others is made anew at its owner's next sign-in.
"""

LEAST = 10
MOST = 200
DISTINCT = 4
"""A password has at least so many different characters, and so many are left of it without common words."""

COMMON = frozenset(
    re.findall(
        r"\w+",
        """
    matkhau password passwords passwd pass word admin administrator quantri quantrivien default changeme secret master
    login user test demo qwerty qwertyuiop asdfgh zxcvbn abcdef abcd abc iloveyou letmein welcome monkey dragon
    anhyeuem emyeuanh yeuem yeuanh xinchao vietnam vietnamese saigon hanoi ninhthuan ninhson khanhhoa
    canbo congchuc uybannhandan ubnd cchc caicachhanhchinh chinhquyen motcua
    """,
    )
)
"""What people begin with where ten characters are asked for; then come digits in order, one digit often, or a year."""

_COMMON_FIRST_LONGEST = sorted(COMMON, key=lambda word: (-len(word), word))
_DIGITS = ("01234567890", "09876543210")
_RUNS = sorted({row[at:end] for row in _DIGITS for at in range(9) for end in range(at + 3, 12)}, key=len, reverse=True)
_ADDED = re.compile(rf"(19|20)\d\d|{'|'.join(_RUNS)}|(\d)\2{{2,}}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb", "0123456789012345", "abcdefghijklmnopqrstuvwxyz")
_LEET = str.maketrans("@40831!$57", "aaobeiisst")
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that a sheet of paper makes alike


def hashed(password: str, hasher: PasswordHasher = HASHER) -> str:
    """The text to keep of a password."""
    return hasher.hash(_composed(password))


def matches(kept: str, password: str, hasher: PasswordHasher = HASHER) -> bool:
    """Whether a password is the one kept; where none is kept ("") the same work is done and the answer is no."""
    try:
        return hasher.verify(kept or _decoy(hasher), _composed(password)) and kept != ""
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str, hasher: PasswordHasher = HASHER) -> bool:
    """Whether a hash was made with other parameters than those of today."""
    return hasher.check_needs_rehash(kept)


def one_time_password() -> str:
    """A password to hand over on paper, such as "kx7m-92fh-w3pd": about 59 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))


def weaknesses(password: str, *, personal: Iterable[str] = ()) -> tuple[Problem, ...]:
    """All that makes a password easy to guess; `personal` are the login, the name and the unit of its owner.

    >>> [problem.code for problem in weaknesses("Matkhau@2024", personal=("mai.kator",))]
    ['password_common']
    >>> weaknesses("bưởi da xanh tháng mười")
    ()
    """
    found = []
    length = len(_composed(password))
    if length < LEAST:
        found.append(Problem("password", "password_short", {"least": LEAST}))
    if length > MOST:
        return (Problem("password", "password_long", {"most": MOST}),)
    if _is_personal(password, personal):
        found.append(Problem("password", "password_personal"))
    if _is_pattern(password):
        found.append(Problem("password", "password_pattern"))
    elif _is_common(password):
        found.append(Problem("password", "password_common"))
    return tuple(found)


def _is_personal(password: str, personal: Iterable[str]) -> bool:
    """Whether little is left of the password without what everybody knows of its owner."""
    plain = _plain(password)
    for words in personal:
        known = _plain(words)
        if len(known) >= 3 and known in plain and len(plain.replace(known, "")) < LEAST - DISTINCT:
            return True
    return False


def _is_common(password: str) -> bool:
    return any(len(_without_common(plain)) < DISTINCT for plain in (_plain(password), _plain(_as_letters(password))))


def _without_common(plain: str) -> str:
    for word in _COMMON_FIRST_LONGEST:
        plain = plain.replace(word, "")
    return _ADDED.sub("", plain)


def _is_pattern(password: str) -> bool:
    """Whether it is few characters, one block repeated, a run such as "abcdef…", or a walk along the keyboard."""
    text = password.casefold()
    if len(set(text)) < DISTINCT or re.fullmatch(r"(.{1,4}?)\1+.{0,2}", text, re.DOTALL):
        return True
    plain = _plain(text)
    steps = {ord(after) - ord(before) for before, after in pairwise(plain)}
    return steps in ({1}, {-1}) or any(len(plain) >= DISTINCT and plain in row + row[::-1] for row in _ROWS)


def _plain(text: str) -> str:
    """Small letters and digits alone, without Vietnamese marks: "Xã Ma Nới" is "xamanoi"."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(one for one in bare if one.isalnum())


def _as_letters(text: str) -> str:
    return text.casefold().translate(_LEET)


def _composed(password: str) -> str:
    """The same letters whichever way a keyboard composes its marks."""
    return unicodedata.normalize("NFC", password)


@cache
def _decoy(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_hex())
