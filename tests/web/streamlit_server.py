"""A Streamlit application behind the gate, on a port of its own: prints the port and serves until it is ended."""

import socket
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.routing import Route

from kpi.web.gate import Gate
from kpi.web.health import health
from kpi.web.signin import signin_routes
from tests.fakes_people import HANH, Office
from tests.web.desk import CODE


def main() -> None:
    office = Office()
    office.hire(HANH)
    app = st.App(
        Path(__file__).with_name("streamlit_script.py"),
        routes=[Route("/health", health), *signin_routes(lambda: office.product, CODE, hasher=office.hasher)],
        middleware=[Middleware(Gate, product=lambda: office.product)],
    )
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error", ws="websockets-sansio")).run(sockets=[listening])


if __name__ == "__main__":
    main()
