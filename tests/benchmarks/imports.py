"""How long a file takes to be recognised: `python -m tests.benchmarks.imports`.

Prints, for form II.06a of eight units and for tables that are far larger than any report, the processor time of
recognising them and its ratio to that of the form in the same run.
"""

import time
from collections.abc import Mapping
from statistics import median

from kpi.imports.grid import Cell, Grid
from kpi.imports.reader import read_file
from kpi.imports.recognise import recognise
from tests.imports.sheets import BALANCED, OCTOBER, form, grid
from tests.office import ninh_son

ROUNDS = 3
RECEIVED, RESOLVED = "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết"
COMMUNES = ("Tân Sơn", "Lâm Sơn", "Lương Sơn", "Quảng Sơn", "Mỹ Sơn", "Hòa Sơn", "Ma Nới", "Nhơn Sơn")


def files() -> Mapping[str, Grid]:
    """A form as it is sent, and tables of thousands of names, heads, rows of numbers and wide heads."""
    rows: list[tuple[Cell, ...]] = [(place, name, *BALANCED) for place, name in enumerate(COMMUNES, start=1)]
    table = f"Đơn vị;{RECEIVED};{RESOLVED}\n"
    return {
        "form of 8 units": grid(form(*rows)),
        "4990 unknown units": _read(f"Đơn vị;{RECEIVED}\n" + "".join(f"Xã số {one};1\n" for one in range(4990))),
        "2400 heads": _read((table + "Xã Ma Nới;1;2\n") * 2400),
        "1600 rows of column numbers": _read((table + "1;2;3\nXã Ma Nới;1;2\n") * 1600),
        "490 rows of 200 heads": _read((";".join([RECEIVED] * 200) + "\n") * 490),
    }


def _read(text: str) -> Grid:
    return read_file("bảng.csv", text.encode())


def main() -> None:
    """Prints a line for each file."""
    plan = ninh_son()
    least = 0.0
    for name, file in files().items():
        spent = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            recognise(plan, file, OCTOBER, {})
            spent.append(time.process_time() - begun)
        least = least or median(spent)
        print(f"{name}: {median(spent):.3f} s, {median(spent) / least:.0f} times the form")


if __name__ == "__main__":
    main()
