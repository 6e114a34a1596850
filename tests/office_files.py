"""Office files opened, worked out again and written in another format by LibreOffice, an independent reader."""

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

_SECONDS = 300

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
 </item>
</oor:items>
"""
"""Formulas of a workbook are worked out when it is opened, whatever values stand beside them."""


def converted(path: Path, to: str, into: Path) -> Path:
    """The file in another format ("pdf", "xlsx"), written into a folder under the name it had."""
    program = shutil.which("soffice")
    assert program is not None, "LibreOffice is missing: install the packages libreoffice-calc, -writer and -impress."
    into.mkdir(parents=True, exist_ok=True)
    made = into / f"{path.stem}.{to}"
    assert made != path, "a converted file would replace the one it is made from"
    command = [program, "--headless", f"-env:UserInstallation={_profile().as_uri()}"]
    done = subprocess.run(
        [*command, "--convert-to", to, "--outdir", str(into), str(path)],
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    assert made.exists(), f"LibreOffice could not read {path.name}: {done.stdout}{done.stderr}"
    return made


@cache
def _profile() -> Path:
    """The settings of this process's LibreOffice: two with the same ones would wait for each other."""
    folder = Path(tempfile.mkdtemp(prefix="office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return folder
