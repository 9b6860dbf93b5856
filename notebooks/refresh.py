"""Run the notebooks and write their outputs back: `uv run notebooks/refresh.py`, all of them or those named."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent


def refreshed(path: Path) -> str:
    """Return the notebook with the outputs of a fresh run, and with nothing in it that tells when or where."""
    book = nbformat.read(path, as_version=4)
    NotebookClient(book, kernel_name="python3", resources={"metadata": {"path": HERE}}, record_timing=False).execute()
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return nbformat.writes(book) + "\n"


def refresh(path: Path) -> str:
    """Write a notebook back if its outputs have changed, and say so; a notebook that fails is left as it was."""
    before, now = path.read_text(encoding="utf-8"), refreshed(path)
    if now != before:
        path.write_text(now, encoding="utf-8")
    return f"{path.name}: {'same' if now == before else 'changed'}"


if __name__ == "__main__":
    paths = [Path(name) for name in sys.argv[1:]] or sorted(HERE.glob("*.ipynb"))
    with ThreadPoolExecutor(2) as pool:
        for line in pool.map(refresh, paths):
            print(line)
