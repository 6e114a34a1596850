"""Administrative-reform indicators of a People's Committee, held against the targets of its plan."""

__version__ = "0.1.0"
