"""A Streamlit application behind the gate whose people come through an OpenID provider: prints its port and serves.

Its argument is the provider's address, "" for none; the secrets are written where Streamlit looks for them.
"""

import datetime as dt
import os
import socket
import sys
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.routing import Route

from kpi.access import Person, Role
from kpi.services import accounts
from kpi.services.product import product_of
from kpi.store.sqlstore import open_store
from kpi.web.gate import Gate
from kpi.web.headers import SecurityHeaders
from kpi.web.health import health
from kpi.web.signin import signin_routes
from tests.fakes_people import HANH, MAI, plan
from tests.web.desk import CODE

SECRET = "chuỗi bí mật của phiên thử"
MAI_OUTSIDE = "mai.kator@ninhthuan.gov.vn"
NAM = Person("Chamaléa Nam", Role.REPORTER, MAI.unit, "nam.chamalea")
NAM_OUTSIDE = "nam.chamalea@ninhthuan.gov.vn"
_SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{secret}"
client_id = "kpi-ninh-son"
client_secret = "chi-may-chu-biet"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


def main(provider: str) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    port: int = listening.getsockname()[1]
    if provider:
        secrets = Path(".streamlit/secrets.toml")
        secrets.parent.mkdir()
        secrets.write_text(_SECRETS.format(port=port, secret=SECRET, provider=provider), encoding="utf-8")
    product = product_of(plan(), open_store(os.environ["KPI_DATABASE_URL"]), lambda: dt.datetime.now(dt.UTC))
    for person, external in ((HANH, ""), (MAI, MAI_OUTSIDE), (NAM, NAM_OUTSIDE)):
        accounts.add_account(
            product,
            HANH,
            login=person.login,
            name=person.name,
            role=person.role,
            unit=person.unit,
            external=external,
        )
    accounts.disable_account(product, HANH, NAM.login)
    app = st.App(
        Path(__file__).with_name("streamlit_script.py"),
        routes=[Route("/health", health), *signin_routes(lambda: product, CODE)],
        middleware=[Middleware(SecurityHeaders), Middleware(Gate, product=lambda: product)],
    )
    print(port, flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error", ws="websockets-sansio")).run(sockets=[listening])


if __name__ == "__main__":
    main(sys.argv[1])
