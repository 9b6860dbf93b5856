"""What a first visit need not load: the theme's script before it is wanted, styles that no page uses, the search index.

All that must know Material's inside stands here, in docs/assets/theme.js and in overrides/partials. A release that does
not fit stops the build with a sentence.
"""

import re
from collections import defaultdict
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

import styles

# Material loads the index at once, or, from a file system, when the search is opened; we want the latter everywhere.
AT_ONCE = 'L($(location.protocol!=="file:"),Je("search"))'
WHEN_OPENED = 'Je("search")'
REFERENCE_STYLES = re.compile(r'\s*<link rel="stylesheet" href="[^"]*_mkdocstrings\.css">')
BUNDLE = re.compile(r'<script src="([^"]*)(assets/javascripts/bundle\.\w+\.min\.js)"></script>')
SHEET = re.compile(r'\s*<link rel="stylesheet" href="([^"]*)(assets/[^"]+\.css)">')
SCRIPT = re.compile(r'<script [^>]*src="[^"]*"[^>]*></script>')
INLINE = re.compile(r"(?s)<script>(.*?)</script>")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`")
EARLY = Path(__file__).with_name("overrides") / "partials/early.js"
COMMENT = re.compile(r"(?m)^\s*//.*\n")
AWAITED = re.compile(r"\b(?:defer|module)\b")
OF_ALL = ("theme", "guide", "offline")
"""The scripts that every page has."""
OF_THEME = re.compile(r"assets/stylesheets/(main|palette)\.\w+\.min\.css")
PLAIN_TABLE = re.compile(r"(?s)<table>.*?</table>")
SCROLLS = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">{}</div></div>'
"""What the theme's script puts around a table that has no class."""
OF_BUILD = 'data-md-component="container"'
"""Every page of this build has it; those of other languages lie below, and are built apart and later."""
MARKS = ("__palette", "data-md-component=palette", 'id="__search"', 'data-md-component="search-query"', "no-js")
"""What docs/assets/theme.js and overrides/partials look for on a page."""


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let the theme's script wait, and leave out the styles of the reference where there is none."""
    head, body = _parted(output)
    if "doc-heading" not in body:
        head = REFERENCE_STYLES.sub("", head)
    return _waiting(head + body, page.file.src_uri)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Let the theme's script wait on the page for one that is not there, too."""
    return _waiting(output_content, template_name) if template_name.endswith(".html") else output_content


def _parted(html: str) -> tuple[str, str]:
    """Return a page's head, where its styles are asked for, and all that follows."""
    head, end, body = html.partition("</head>")
    return head, end + body


def _waiting(html: str, name: str) -> str:
    bundle = BUNDLE.search(html)
    sheets = [found[0] + found[1] for found in SHEET.findall(_parted(html)[0]) if OF_THEME.fullmatch(found[1])]
    bare = html.replace('"', "")
    lost = [mark for mark in MARKS if mark.replace('"', "") not in bare]
    if not bundle or len(sheets) != 2 or lost:
        what = "its script" if not bundle else "its styles" if len(sheets) != 2 else lost[0]
        raise PluginError(f"{name}: this release of Material writes {what} otherwise than docs/making/light.py knows.")
    waits = f'<script defer src="{bundle[1]}assets/theme.js" data-theme="{bundle[1]}{bundle[2]}"'
    idle = escape(import_module("guide_lib.words").words("site", "search", "idle"))
    html = html.replace(bundle[0], f'{waits} data-styles="{" ".join(sheets)}" data-idle="{idle}"></script>')
    html = PLAIN_TABLE.sub(lambda table: SCROLLS.format(table[0]), html.replace(' tabindex=""', ""))
    return _unhindered(_together(html))


def _together(html: str) -> str:
    """Return a page whose scripts are asked for together with its styles, its own first, and run when it is read.

    At the end of the page a browser asks for them one after the other, and not before it has painted.
    """
    scripts = SCRIPT.findall(html)
    scripts.sort(key=lambda script: any(f"assets/{name}.js" in script for name in OF_ALL))
    deferred = [script if AWAITED.search(script) else script.replace("<script", "<script defer") for script in scripts]
    *before, last = SCRIPT.split(html)
    head, body = _parted("".join([*map(str.rstrip, before), last]))
    return SHEET.sub(lambda sheet: "".join(deferred) + sheet[0], head, count=1) + body


def _unhindered(html: str) -> str:
    """Return a page whose head is read while its styles are on their way.

    A script that comes after a style sheet waits for it, and the page for the script (HTML, 4.12.1.1). One is left,
    where the first frame may end (overrides/main.html).
    """
    head, body = _parted(html)
    functions = ",\n".join(f"() => {{\n{script}\n}}" for script in INLINE.findall(body))
    early = EARLY.read_text(encoding="utf-8").replace("late = []", f"late = [{functions}]")
    first = "".join([f"<script>{COMMENT.sub('', each)}</script>" for each in (*INLINE.findall(head), early)])
    head = SHEET.sub(lambda sheet: first + sheet[0], INLINE.sub("", head), count=1)
    return head + INLINE.sub('<template class="g-early"></template>', body)


@event_priority(-50)  # when all pages and scripts are there
def on_post_build(config: MkDocsConfig) -> None:
    """Give each kind of page one sheet of the styles it uses; let the search index wait until the search is opened."""
    site = Path(config.site_dir)
    for bundle in site.glob("assets/javascripts/bundle.*.min.js"):
        code = bundle.read_text(encoding="utf-8")
        if AT_ONCE not in code:
            raise PluginError(f"{bundle.name} loads the search index otherwise than docs/making/light.py knows.")
        bundle.write_text(code.replace(AT_ONCE, WHEN_OPENED), encoding="utf-8")
    kinds = defaultdict[tuple[str, ...], list[Path]](list)
    seen = defaultdict[tuple[str, ...], styles.Seen](styles.Seen)
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        if OF_BUILD in html:  # not Jupyter's
            head, _ = _parted(html)
            sheets = tuple(sheet for _, sheet in SHEET.findall(head))
            kinds[sheets].append(path)
            seen[sheets].page(html)
            seen[sheets].script(" ".join(QUOTED.findall(" ".join(INLINE.findall(head)))))
    scripts = [path.read_text(encoding="utf-8") for path in (*site.glob("assets/*.js"), *site.glob("live/*.js"))]
    for sheets, pages in kinds.items():
        for script in scripts:
            seen[sheets].script(script)
        css = styles.used([(site / sheet).read_text(encoding="utf-8") for sheet in sheets], seen[sheets])
        name = f"assets/page.{sha256(css.encode()).hexdigest()[:8]}.css"
        (site / name).write_text(css, encoding="utf-8")
        for path in pages:
            path.write_text(_dressed(path.read_text(encoding="utf-8"), name), encoding="utf-8")


def _dressed(html: str, name: str) -> str:
    """Return a page with one sheet in the place of its others."""
    first = True

    def sheet(link: re.Match[str]) -> str:
        nonlocal first
        said = f'<link rel="stylesheet" href="{link[1]}{name}">' if first else ""
        first = False
        return said

    head, body = _parted(html)
    return SHEET.sub(sheet, head) + body
