"""Templates of the periodic report for tests."""

from io import BytesIO

import docx


def template_of(*paragraphs: str) -> bytes:
    """A template with these paragraphs."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


OF_PROVINCE = template_of("UBND TỈNH NINH THUẬN", "{{ trich_yeu }}", "Chỗ ký của tỉnh")
"""A short template of another layout."""
