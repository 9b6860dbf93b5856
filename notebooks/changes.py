"""What became different in a notebook, as a reader of its page would see it."""

import re
from collections.abc import Callable
from copy import deepcopy
from html import unescape
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

BLOCK = re.compile(r"</?(?:article|caption|dd|div|dl|dt|figure|h\d|li|ol|p|section|svg|table|td|text|th|tr|ul)\b[^>]*>")
"""Where one line of a page ends and the next begins."""


def what_changed(before: str, after: str, *, colour: bool = False) -> str:
    """Return the lines that changed, cell by cell: of the words, or of the markup where the words are the same."""
    import nbformat  # noqa: PLC0415 - a browser, which has no such library, needs the other functions only

    old, new = (nbformat.reads(text, as_version=4) for text in (before, after))  # type: ignore[no-untyped-call]
    return _lines(old, new, words, colour=colour) or _lines(old, new, tags, colour=colour)


def words(html: str) -> str:
    """Return the words of some HTML, a line for each block.

    >>> words("<ul><li>Press <kbd>Send</kbd></li><li>Wait</li></ul>").split("\\n")
    ['Press Send', 'Wait']
    """
    lines = unescape(re.sub(r"<[^>]*>", "", BLOCK.sub("\n", html))).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def tags(html: str) -> str:
    """Return some HTML with a line for each tag and each text between two.

    >>> tags("<p>A <b>B</b></p>").split("\\n")
    ['<p>', 'A ', '<b>', 'B', '</b>', '</p>']
    """
    return re.sub(r"(?<!^)(?=<)|(?<=>)(?!$)", "\n", html)


def _lines(old: "NotebookNode", new: "NotebookNode", shown: Callable[[str], str], *, colour: bool) -> str:
    # Loading nbdime takes longer than comparing.
    from nbdime.diffing.notebooks import diff_notebooks  # type: ignore[import-untyped] # noqa: PLC0415
    from nbdime.prettyprint import PrettyPrintConfig, pretty_print_diff  # type: ignore[import-untyped] # noqa: PLC0415

    out = StringIO()
    a, b = (_with_html(book, shown) for book in (old, new))
    config = PrettyPrintConfig(out, use_git=False, use_diff=False, use_color=colour)
    pretty_print_diff(a, diff_notebooks(a, b), "", config)
    return out.getvalue()


def _with_html(book: "NotebookNode", shown: Callable[[str], str]) -> "NotebookNode":
    """Return the notebook with its HTML as lines, and without the shorter text that stands beside it."""
    book = deepcopy(book)
    for cell in book.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "text/html" in data:
                data["text/html"] = shown(data["text/html"])
                data.pop("text/plain", None)
    return book
