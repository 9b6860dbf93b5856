"""What MkDocs adds for the phone: the tables that the scripts look up, computed once and then kept."""

import shutil
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

HERE = Path(__file__).parent
PAGE = "when.md"
FOLDER = "tables"
KEPT = 4
"""Tables of so many versions of the library are kept; a build that runs at the same time may read older ones."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the tables to a site that has the page which needs them."""
    if files.get_file_from_path(PAGE):
        kept = _kept(Path(config.config_file_path).parent / ".cache" / FOLDER)
        for path in sorted((kept / FOLDER).glob("*.json")):
            uri = path.relative_to(kept).as_posix()
            files.append(File(uri, str(kept), config.site_dir, config.use_directory_urls))
    return files


def _kept(cache: Path) -> Path:
    """Return the folder with the tables of this library and these holiday data; compute them if they are not there."""
    kept = cache / _key()
    if kept.is_dir():
        return kept
    cache.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(dir=cache))
    _write(made / FOLDER)
    try:
        made.rename(kept)
    except OSError:  # another build was faster
        shutil.rmtree(made)
    for old in sorted(cache.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return kept


def _write(folder: Path) -> None:
    folder.mkdir()
    for country, text in import_module("answers.lookup").tables():
        (folder / f"{country}.json").write_bytes(text)


def _key() -> str:
    """Return what changes with the library's code and data and with the release of the holiday data."""
    library = Path(str(import_module("guide_lib").__file__)).parent
    parts = [import_module("guide_lib.refund.days.places").release().encode()]
    for folder in (library, HERE / "answers"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".toml"}:
                parts += [path.relative_to(folder).as_posix().encode(), path.read_bytes()]
    return sha256(b"\0".join(parts)).hexdigest()[:16]
