"""The template of the periodic report: who replaces it, what is kept of a file, and what is refused."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from kpi.access import Person
from kpi.accounts import ReportTemplate
from kpi.errors import Refused
from kpi.exports.report_files import DEFAULT_TEMPLATE
from kpi.services import report_template
from kpi.services.product import Product
from kpi.services.report_template import LARGEST, content_in_force, drop_template, keep_template, template_in_force
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, NOW, OFFICER, ninh_son, product

OWN = DEFAULT_TEMPLATE.read_bytes()


@pytest.fixture
def made() -> Product:
    return product(ninh_son())


def package(size: int) -> bytes:
    """A package of files of exactly so many bytes."""
    file = BytesIO()
    with ZipFile(file, "w") as made:
        made.writestr("a", b"")
    empty = len(file.getvalue())
    file = BytesIO()
    with ZipFile(file, "w") as made:
        made.writestr("a", b"x" * (size - empty))
    assert len(file.getvalue()) == size
    return file.getvalue()


def refusal(made: Product, name: str, content: bytes, person: Person = ADMINISTRATOR) -> Refused:
    """Why a file is refused; nothing is kept of it."""
    before = made.store.data_version()
    with pytest.raises(Refused) as refused:
        keep_template(made, person, name, content)
    assert made.store.data_version() == before
    with pytest.raises(Refused) as same:
        report_template.check_file(made, person, name, content)
    assert (same.value.code, same.value.details) == (refused.value.code, refused.value.details)
    return refused.value


def test_a_template_is_in_force_from_its_keeping_until_it_is_dropped(made: Product) -> None:
    assert (template_in_force(made), content_in_force(made)) == (None, None)
    keep_template(made, ADMINISTRATOR, "Mẫu huyện.docx", OWN)
    assert template_in_force(made) == ReportTemplate("Mẫu huyện.docx", OWN, ADMINISTRATOR.login, NOW)
    assert content_in_force(made) == OWN
    drop_template(made, ADMINISTRATOR)
    assert (template_in_force(made), content_in_force(made)) == (None, None)
    assert [one.stamp.origin for one in made.store.revisions()] == ["template", "template"]


def test_dropping_where_there_is_none_writes_nothing(made: Product) -> None:
    drop_template(made, ADMINISTRATOR)
    assert made.store.data_version() == 0


@pytest.mark.parametrize("person", [OFFICER, COORDINATOR, CHAIRMAN], ids=lambda one: one.role)
def test_only_the_administrator_replaces_and_drops_it(made: Product, person: Person) -> None:
    keep_template(made, ADMINISTRATOR, "Mẫu huyện.docx", OWN)
    assert refusal(made, "Mẫu khác.docx", OWN, person).code == "may_not_keep_plan"
    with pytest.raises(Refused) as refused:
        drop_template(made, person)
    assert refused.value.code == "may_not_keep_plan"
    assert content_in_force(made) == OWN


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\Mau\\Mẫu huyện.DOCX", "Mẫu huyện.docx"),
        ("../../mau\n.docx", "mau.docx"),
        ("a" * 200 + ".docx", "a" * 115 + ".docx"),
    ],
)
def test_a_name_is_kept_without_folders_and_not_too_long(made: Product, name: str, kept: str) -> None:
    assert keep_template(made, ADMINISTRATOR, name, OWN).name == kept
    in_force = template_in_force(made)
    assert in_force is not None
    assert in_force.name == kept


@pytest.mark.parametrize(
    ("name", "content"),
    [("mau.docx", b""), ("mau.docx", b"%PDF-1.7"), ("mau.doc", OWN), ("mau", OWN), ("docx", OWN)],
)
def test_what_is_no_word_file_is_refused(made: Product, name: str, content: bytes) -> None:
    assert refusal(made, name, content).code == "template_not_docx"


def test_five_megabytes_are_taken_and_a_byte_more_is_refused(made: Product) -> None:
    assert LARGEST == 5_242_880
    refused = refusal(made, "mau.docx", package(LARGEST + 1))
    assert (refused.code, refused.details) == ("template_large", {"megabytes": 5})
    assert len(keep_template(made, ADMINISTRATOR, "mau.docx", package(LARGEST)).content) == LARGEST
