"""Templates of the periodic report for tests."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document


def template_of(*paragraphs: str) -> bytes:
    """A template with these paragraphs."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return saved(made)


def saved(made: Document) -> bytes:
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def with_file(content: bytes, name: str, inside: bytes) -> bytes:
    """The same package in which a file is another one."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, inside)
    return file.getvalue()


OF_PROVINCE = template_of("UBND TỈNH NINH THUẬN", "{{ trich_yeu }}", "Chỗ ký của tỉnh")
"""A short template of another layout."""
