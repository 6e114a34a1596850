"""The screens: one module each, with `PAGE` and a function that draws it. Nothing runs at import."""
