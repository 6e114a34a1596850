"""The Word file by which the periodic report is laid out: the product's own, or one that the administrator put there.

What it holds is checked by whoever fills it in (`kpi.exports.report_document.check_template`), before it is kept here.
"""

import io
import zipfile

from kpi.access import Action, Person, check_may
from kpi.accounts import ReportTemplate
from kpi.errors import Refused
from kpi.figures import Stamp
from kpi.services.evidence import plain_name
from kpi.services.product import Product

MEGABYTES = 5
LARGEST = MEGABYTES * 1024 * 1024
"""Bytes of a template."""

_ENDING = ".docx"
_LONGEST_NAME = 120


def template_in_force(product: Product) -> ReportTemplate | None:
    """The template that reports are laid out by; None while it is the product's own."""
    return product.store.report_template()


def content_in_force(product: Product) -> bytes | None:
    """The bytes of the template in force; None while it is the product's own."""
    template = template_in_force(product)
    return None if template is None else template.content


def check_file(product: Product, person: Person, name: str, content: bytes) -> None:
    """Whether a file may be kept as the template, before what it holds is looked at.

    Raises Refused: "may_not_keep_plan", "template_large" above LARGEST, "template_not_docx" for another ending than
    .docx and for what is no package of files.
    """
    check_may(product.plan, person, Action.KEEP_PLAN)
    if len(content) > LARGEST:
        raise Refused("template_large", megabytes=MEGABYTES)
    if not name.lower().endswith(_ENDING) or not zipfile.is_zipfile(io.BytesIO(content)):
        raise Refused("template_not_docx")


def keep_template(product: Product, person: Person, name: str, content: bytes) -> ReportTemplate:
    """Put a file in force as the template, under its name without folders; raises Refused as `check_file`."""
    plain = plain_name(name)
    check_file(product, person, plain, content)
    kept = ReportTemplate(f"{plain[: -len(_ENDING)][: _LONGEST_NAME - len(_ENDING)]}{_ENDING}", content)
    product.store.keep_report_template(kept, _stamp(product, person))
    return kept


def drop_template(product: Product, person: Person) -> None:
    """Put the product's own template in force again; raises Refused("may_not_keep_plan")."""
    check_may(product.plan, person, Action.KEEP_PLAN)
    product.store.keep_report_template(None, _stamp(product, person))


def _stamp(product: Product, person: Person) -> Stamp:
    return Stamp(person.login or person.name, product.clock(), "template")
