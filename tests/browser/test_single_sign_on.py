"""The province's single sign-on in a real browser: from its button through a real provider to the page asked for."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import StartServer
from tests.browser.people import OUTSIDE
from tests.browser.server import Server, free_port
from tests.browser.steps import INDICATOR, MA_NOI, overflow
from tests.browser.watch import Watch
from tests.office import CHAIRMAN

BUTTON = "Đăng nhập bằng tài khoản của tỉnh"
OF_THE_PROVIDER = "cdn.jsdelivr.net"
"""Where the pages of this provider look for their style."""
KNOWN: dict[str, dict[str, object]] = {
    "luc": {"email": OUTSIDE[CHAIRMAN.login], "email_verified": True},
    "nguoi-la": {"email": "la@ninhthuan.gov.vn"},
}
SECRETS = """
[auth]
redirect_uri = "{server}/oauth2callback"
cookie_secret = "mot-chuoi-bi-mat-dai-hon-ba-muoi-hai-ky-tu"
client_id = "kpi-ninh-son"
client_secret = "chi-may-chu-biet"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@pytest.fixture
def provider() -> Iterator[str]:
    """The address of an OpenID provider that knows KNOWN."""
    people = [f"--user-claims={json.dumps({**claims, 'sub': sub})}" for sub, claims in KNOWN.items()]
    command = [sys.executable, "-m", "oidc_provider_mock", "--host", "localhost", "--port", "0", *people]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        running = (re.search(r"running on (http://localhost:\d+)", line) for line in process.stdout)
        yield next(found[1] for found in running if found is not None)
        process.terminate()
        process.stdout.read()


@pytest.fixture
def with_province(provider: str, start_server: StartServer, tmp_path: Path) -> Server:
    """A product whose people come through that provider."""
    port, secrets = free_port(), tmp_path / "secrets.toml"
    secrets.write_text(SECRETS.format(server=f"http://localhost:{port}", provider=provider), encoding="utf-8")
    return start_server(port=port, settings={"STREAMLIT_SECRETS_FILES": str(secrets)})


def say_at_the_provider(page: Page, who: str) -> None:
    page.get_by_role("link", name=BUTTON).click()
    page.locator("input[name=sub]").fill(who)
    page.get_by_role("button", name="Authorize").first.click()


def test_the_button_of_the_province_leads_through_its_provider_to_the_page_asked_for(
    page: Page, provider: str, with_province: Server, watches: list[Watch]
) -> None:
    watches[0].allowed += [OF_THE_PROVIDER, provider]
    page.route(f"https://{OF_THE_PROVIDER}/**", lambda asked: asked.abort())
    page.goto(f"{with_province.url}/{INDICATOR}?chi-tieu=on_time&pham-vi={MA_NOI}&thang=2024-06")
    expect(page.get_by_role("link", name=BUTTON)).to_be_visible()
    assert overflow(page) <= 0
    say_at_the_provider(page, "nguoi-la")
    expect(page.get_by_role("alert")).to_be_visible()
    say_at_the_provider(page, "luc")
    expect(page.locator(".score")).to_contain_text("Xã Ma Nới · Lũy kế 6 tháng năm 2024")
    expect(page.locator(".account")).to_contain_text("Trần Minh Lực, Lãnh đạo")
