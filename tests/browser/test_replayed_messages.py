"""What one person's browser told the server, told again by another's: it opens nothing that the other may not see."""

import json
from base64 import b64decode, b64encode

import pytest
from playwright.sync_api import Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from kpi.access import Person
from tests.browser.conftest import SignedIn
from tests.browser.server import Server
from tests.browser.steps import ENTRY, REVIEW, fill, go, message, open_entry, save
from tests.office import COORDINATOR, MY_SON, OFFICER, OFFICER_OF_MY_SON

SECRET = "987.651"
DRAFT = {"work_files": SECRET, "work_files_online": "3"}
MARCH = "2024-03"
TELL = """(said) => {
    const text = (bytes) => Array.from(bytes, (one) => String.fromCharCode(one)).join("");
    const socket = new WebSocket(`ws://${location.host}/_stcore/stream`, ["streamlit"]);
    socket.binaryType = "arraybuffer";
    window.heard = [];
    socket.onmessage = (event) => window.heard.push(btoa(text(new Uint8Array(event.data))));
    socket.onopen = () => socket.send(Uint8Array.from(atob(said), (one) => one.charCodeAt(0)));
}"""


def told_on(page: Page, server: Server, place: str) -> bytes:
    """What a browser tells the server to be shown the draft on a page."""
    told: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: told.append(payload if isinstance(payload, bytes) else payload.encode()))

    page.on("websocket", listen)
    go(page, server, place, don_vi=MY_SON, thang=MARCH)
    return told[0]


def answered(page: Page, said: bytes) -> str:
    """Everything that the server answers to a message over a connection of its own, up to the end of its run."""
    page.evaluate(TELL, b64encode(said).decode())
    heard: list[bytes] = []
    while not any(ForwardMsg.FromString(one).WhichOneof("type") == "script_finished" for one in heard):
        page.wait_for_function("(known) => window.heard.length > known", arg=len(heard))
        heard = [b64decode(one) for one in page.evaluate("window.heard")]
    return b"".join(heard).decode("utf-8", "replace")


@pytest.mark.parametrize(("owner", "place"), [(COORDINATOR, REVIEW), (OFFICER_OF_MY_SON, ENTRY)], ids=[REVIEW, ENTRY])
def test_a_reporter_who_repeats_anothers_messages_is_not_shown_another_units_draft(
    signed_in: SignedIn, server: Server, owner: Person, place: str
) -> None:
    unit = signed_in(OFFICER_OF_MY_SON, server)
    open_entry(unit, server, (MY_SON, MARCH))
    fill(unit, DRAFT)
    save(unit)
    expect(message(unit)).to_contain_text("Đã lưu")
    own = signed_in(owner, server)
    said = told_on(own, server, place)
    assert SECRET in answered(own, said)
    other = signed_in(OFFICER, server)
    go(other, server)
    shown = answered(other, said)
    assert json.dumps(OFFICER.name)[1:-1] in shown
    assert SECRET not in shown
