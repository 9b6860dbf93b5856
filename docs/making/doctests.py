"""Docstrings as our reference shows them: an example at the prompt is code, not a quotation within a quotation."""

import re
from typing import Any

import griffe


class Doctests(griffe.Extension):
    """Fence the examples of every docstring."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Fence each paragraph that begins at the prompt."""
        if obj.docstring:
            obj.docstring.value = re.sub(r"(?ms)^>>> .*?(?=\n\s*\n|\Z)", r"```pycon\n\g<0>\n```", obj.docstring.value)
