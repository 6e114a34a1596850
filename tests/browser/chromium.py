"""The browser that the tests drive: the system's own Chromium."""

import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str:
    """The path of the first browser found; fails where there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found is not None, f"no browser to test with: install Debian's package chromium ({', '.join(BROWSERS)})"
    return found
