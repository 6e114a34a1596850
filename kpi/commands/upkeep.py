"""Upkeep on the command line: `python -m kpi verify-history` and `python -m kpi backup`."""

from pathlib import Path
from typing import TextIO

from kpi.access import Person
from kpi.errors import Refused
from kpi.services.product import Product
from kpi.services.upkeep import back_up
from kpi.wording import admin_words
from kpi.wording.problems import refusal_sentence


def verify_history(product: Product, out: TextIO, err: TextIO) -> int:
    """Prove the chain of the history to `out`; 1, with the first broken row to `err`, where it does not hold."""
    broken = product.store.first_broken_revision()
    if broken is not None:
        print(admin_words.history_broken(broken), file=err)
        return 1
    print(admin_words.HISTORY_WHOLE, file=out)
    return 0


def backup(product: Product, person: Person, folder: Path, out: TextIO, err: TextIO) -> int:
    """Back the database up into a folder and print the file to `out`; 1, with the reason to `err`, if refused."""
    try:
        file = back_up(product, person, folder)
    except Refused as refused:
        print(refusal_sentence(refused), file=err)
        return 1
    print(admin_words.backed_up(file), file=out)
    return 0
