"""A build as if for the first time: the same bytes wherever it runs, and nothing made anew that is as it was.

MkDocs builds everything each time. Here a notebook that has not changed is not converted again, a template is compiled
once, and where nothing at all has changed since the last build, the site stays as it is.
"""

import json
import logging
import os
import shutil
import sys
from functools import partial
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from nbconvert.exporters import templateexporter

import tongues
import traces

log = logging.getLogger("mkdocs.hooks.again")


class _Build(logging.Handler):
    """What this build is asked for and made of, and whether it has warned: such a build is to warn again."""

    whole = False
    templates: jinja2.BytecodeCache | None = None
    sources = ""
    warned = False

    def emit(self, record: logging.LogRecord) -> None:
        self.warned = True


_build = _Build(logging.WARNING)


def on_startup(command: str, dirty: bool) -> None:
    """Note what MkDocs was asked to do; only a whole build can be left out."""
    _build.whole = command == "build" and not dirty
    # Without a date from outside the site tells none: its map of pages has no dates either.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")


@event_priority(-100)  # when the settings are as they will be
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give converted notebooks a place that tells what converted them; end here if the site is as it would become."""
    root = _root(config)
    converted = root / ".cache" / "converted"
    converts = [*traces.environment(), traces.contents(root / "docs" / "making" / "notebook")]
    place = converted / traces.digest(converts)[:16]
    for old in converted.glob("*"):
        if old != place:
            shutil.rmtree(old)
    # The plugin throws away what this build has not asked for, and the other languages would have to convert it anew.
    config.plugins["mkdocs-jupyter"].config["cache_dir"] = str(place / tongues.spoken())

    templates = root / ".cache" / "templates"
    templates.mkdir(parents=True, exist_ok=True)
    _build.templates = jinja2.FileSystemBytecodeCache(str(templates))
    # nbconvert has an environment, and with it all templates, for each notebook.
    templateexporter.Environment = partial(jinja2.Environment, bytecode_cache=_build.templates)  # type: ignore[assignment,attr-defined]

    said = logging.getLogger("mkdocs")
    said.addHandler(_build)
    # With --quiet MkDocs keeps its warnings to itself, and from --strict, too.
    _build.sources, _build.warned = _sources(config), not said.isEnabledFor(logging.WARNING)
    if _build.whole and _remembered(config) == [_build.sources, _site(config)]:
        tongues.build(config)
        log.info("Nothing has changed since the last build: %s is as it was.", config.site_dir)
        sys.exit()
    return config


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Let the theme's templates be compiled once."""
    env.bytecode_cache = _build.templates
    return env


@event_priority(-100)  # when the last file has been written
def on_post_build(config: MkDocsConfig) -> None:
    """Remember what the site was made of and what it became, unless there is something to mend."""
    if _build.whole:
        done = [] if _build.warned else [_build.sources, _site(config)]
        _memory(config).parent.mkdir(parents=True, exist_ok=True)
        _memory(config).write_text(json.dumps(done), encoding="utf-8")


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _memory(config: MkDocsConfig) -> Path:
    return _root(config) / ".cache" / "built" / f"{traces.digest([config.site_dir])[:16]}.json"


def _remembered(config: MkDocsConfig) -> list[str]:
    try:
        found: list[str] = json.loads(_memory(config).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return found


def _sources(config: MkDocsConfig) -> str:
    # What mkdocs.yml says is among the files; this is what the command and its surroundings add.
    settings = [f"{key}={value}" for key, value in sorted(config.items()) if isinstance(value, str | int)]
    return traces.digest([*settings, str(config.theme.name), tongues.made_of(config)])


def _site(config: MkDocsConfig) -> str:
    site = Path(config.site_dir)
    return traces.contents(site, {site / code for code in tongues.others(config)})
