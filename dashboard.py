"""Entry point and composition root: `streamlit run dashboard.py`."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from kpi.composition import DEMO_FOLDER, current_product, lifespan, on_script_error
from kpi.ui.frame import Frame, install
from kpi.web.assets import CompressedAssets
from kpi.web.headers import SecurityHeaders
from kpi.web.health import health
from pages import entry, indicator, overview

install(Frame(current_product, (overview.PAGE, indicator.PAGE, entry.PAGE), DEMO_FOLDER))

app = st.App(
    "kpi/ui/shell.py",
    lifespan=lifespan,
    routes=[Route("/health", health)],
    middleware=[Middleware(SecurityHeaders), Middleware(CompressedAssets)],
    on_script_error=on_script_error,
)
