"""What a script needs beside its form: data as JSON, and pieces of the page to copy into its answer."""

import json
from collections.abc import Mapping

from markupsafe import Markup

H = Markup


def json_for(id: str, data: object) -> Markup:
    """Return data for a script as JSON, in which no character can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return H('<script type="application/json" id="{}">{}</script>').format(id, H(text))


def templates(parts: Mapping[str, Markup]) -> Markup:
    """Return what a script copies into its answer, by the id."""
    inside = H("\n").join(H('<template id="{}">{}</template>').format(*part) for part in parts.items())
    return H("<div hidden>\n{}\n</div>").format(inside)
