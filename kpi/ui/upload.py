"""A field for a file, in Vietnamese: what Streamlit says of its own accord there is English."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from kpi.ui.markup import rendered
from kpi.wording import admin_words


def file_field(label: str, *, key: str, megabytes: int) -> UploadedFile | None:
    """The file that was chosen, of at most so many megabytes; None while there is none."""
    st.html(rendered("upload.html", words=admin_words))
    return st.file_uploader(label, key=key, max_upload_size=megabytes)
