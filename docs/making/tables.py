"""What MkDocs adds for the phone: the tables that scripts look up, computed once for all languages and kept."""

import json
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

import tongues

HERE = Path(__file__).parent
PAGE = "when.md"
FOLDER = "tables"
Table = Callable[[str], dict[str, Any]]
Each = Callable[[Table, list[str]], Iterable[dict[str, Any]]]
KEPT = 4
"""Tables of so many versions of the library are kept; a build that runs at the same time may read older ones."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the tables to a site that has the page which needs them."""
    if files.get_file_from_path(PAGE):
        kept = _worded(Path(config.config_file_path).parent / ".cache" / FOLDER, tongues.spoken())
        for path in sorted((kept / FOLDER).glob("*.json")):
            uri = path.relative_to(kept).as_posix()
            files.append(File(uri, str(kept), config.site_dir, config.use_directory_urls))
    return files


def _worded(cache: Path, language: str) -> Path:
    """Return the folder with the tables in a language; what all of them have in common is computed once."""
    lookup = import_module("answers.lookup")
    library = Path(str(import_module("guide_lib").__file__)).parent
    words = library / "words" / f"{language}.toml"
    with ProcessPoolExecutor() as pool:  # its processes start only if something is asked of them
        numbers = _kept(cache, _key(library), lookup.numbers, pool.map)

    def worded(country: str) -> dict[str, Any]:
        told = json.loads((numbers / FOLDER / f"{country}.json").read_bytes())
        table: dict[str, Any] = lookup.worded(country, told)
        return table

    return _kept(numbers, f"{language}-{sha256(words.read_bytes()).hexdigest()[:16]}", worded)


def _kept(cache: Path, key: str, table: Table, each: Each = map) -> Path:
    """Return the folder of this name with a table for each country; make it if it is not there."""
    kept = cache / key
    if kept.is_dir():
        return kept
    cache.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(dir=cache, prefix=f"{key.partition('-')[0]}-new-"))
    (made / FOLDER).mkdir()
    codes = list(import_module("guide_lib.refund.days.places").countries())
    encoded = import_module("answers.lookup").encoded
    for country, told in zip(codes, each(table, codes), strict=True):
        (made / FOLDER / f"{country}.json").write_bytes(encoded(told))
    try:
        made.rename(kept)
    except OSError:  # another build was faster
        shutil.rmtree(made)
    begins = f"{key.partition('-')[0]}-" if "-" in key else ""
    others = (path for path in cache.glob(f"{begins}*") if path.name != FOLDER)
    for old in sorted(others, key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return kept


def _key(library: Path) -> str:
    """Return what changes with the library's code and data and with the release of the holiday data."""
    parts = [import_module("guide_lib.refund.days.places").release().encode()]
    other_languages = {*(library / "words").glob("*.toml")} - {library / "words" / "en.toml"}
    for folder in (library, HERE / "answers"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".toml"} and path not in other_languages:
                parts += [path.relative_to(folder).as_posix().encode(), path.read_bytes()]
    return sha256(b"\0".join(parts)).hexdigest()[:16]
