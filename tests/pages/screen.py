"""A page drawn in memory: its widgets by AppTest, its blocks by the data that their components were given."""

import json
import re
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from kpi.ui.session import Session


def _script(page: str, session: "Session") -> None:
    from importlib import import_module

    import_module(f"pages.{page}").page(session)


def draw(page: str, session: Session, **address: str) -> AppTest:
    """Open a page, with the choices that its address carries."""
    screen = AppTest.from_function(_script, default_timeout=60, args=(page, session))
    for parameter, value in address.items():
        screen.query_params[parameter.replace("_", "-")] = value
    return run(screen)


def run(screen: AppTest) -> AppTest:
    """Run the page again; an error of the page is an error of the test."""
    screen.run()
    assert not screen.exception, screen.exception
    return screen


def blocks(screen: AppTest) -> dict[str, dict[str, Any]]:
    """What each component of the product was given, by its key."""
    return {element.key: json.loads(element.proto.json) for element in _components(screen)}


def said(screen: AppTest, key: str) -> str:
    """The text of a block, without its marks."""
    return plain(blocks(screen)[key]["html"])


def plain(html: str) -> str:
    """The text of some HTML, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def press(screen: AppTest, label: str) -> AppTest:
    """Press the button of a label."""
    next(button for button in screen.button if button.label == label).click()
    return run(screen)


def address(screen: AppTest) -> dict[str, str]:
    """The parameters of the page's address once it is completed with the choices that are shown."""
    return {**screen.query_params, **screen.session_state["url.shown"]}


def happen(screen: AppTest, key: str, event: str, value: object, *, kept: bool = False) -> AppTest:
    """Run the page after an event of a component: a click, which passes, or a state, which is `kept`."""
    (element,) = [one for one in _components(screen) if one.key == key]
    states = screen._tree.get_widget_states()
    if kept:
        states.widgets.append(WidgetState(id=element.proto.id, json_value=json.dumps({event: value})))
    else:
        trigger = f"$$STREAMLIT_INTERNAL_KEY_{element.proto.id}__events"
        payload = json.dumps([{"event": event, "value": value}])
        states.widgets.append(WidgetState(id=trigger, json_trigger_value=payload))
    screen._run(states)
    assert not screen.exception, screen.exception
    return screen


def _components(screen: AppTest) -> list[Any]:
    return [element for element in screen.main if element.type == "bidi_component"]
