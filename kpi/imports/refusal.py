"""Why a file cannot be read at all."""

from kpi.errors import Refused


class FileRefused(Refused):
    """A file that is not taken in; `code` names the sentence of `kpi.wording.import_words.REFUSED`."""
