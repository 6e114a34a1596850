"""Entry point and composition root: `streamlit run dashboard.py`."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from kpi.composition import BACKUPS, BEHIND_TLS, DEMO_FOLDER, FIRST_CODE, current_product, lifespan, on_script_error
from kpi.ui.frame import Frame, install
from kpi.web.assets import CompressedAssets
from kpi.web.cookies import token_from_cookies
from kpi.web.documents import documents_routes
from kpi.web.entry_templates import entry_template_route
from kpi.web.evidence import evidence_route
from kpi.web.forms_06a import form_06a_route
from kpi.web.gate import Gate
from kpi.web.headers import SecurityHeaders
from kpi.web.health import health
from kpi.web.report_template import report_template_route
from kpi.web.reports import reports_route
from kpi.web.signin import signin_routes
from pages import (
    administration,
    attention,
    entry,
    help,
    history,
    import_file,
    indicator,
    meeting,
    overview,
    plan,
    present,
    report,
    review,
    tasks,
    unit,
)

PAGES = (
    overview.PAGE,
    attention.PAGE,
    indicator.PAGE,
    unit.PAGE,
    tasks.PAGE,
    entry.PAGE,
    import_file.PAGE,
    review.PAGE,
    meeting.PAGE,
    present.PAGE,
    report.PAGE,
    plan.PAGE,
    history.PAGE,
    administration.PAGE,
    help.PAGE,
)

install(Frame(current_product, PAGES, DEMO_FOLDER, BACKUPS, token_from_cookies))

app = st.App(
    "kpi/ui/shell.py",
    lifespan=lifespan,
    routes=[
        Route("/health", health),
        *signin_routes(current_product, FIRST_CODE),
        evidence_route(current_product),
        *documents_routes(current_product),
        entry_template_route(current_product),
        reports_route(current_product),
        form_06a_route(current_product),
        report_template_route(current_product),
    ],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(Gate, product=current_product, behind_tls=BEHIND_TLS),
        Middleware(CompressedAssets),
    ],
    on_script_error=on_script_error,
)
