"""What stands in for Pyodide's own installer in a notebook of this site, which asks no other site for anything."""

import re
from importlib.metadata import PackageNotFoundError, distribution


class NotHereError(Exception):
    """A package is not here, and none can be added."""

    def _render_traceback_(self) -> list[str]:
        """Show the sentence only: IPython asks an error for this."""
        return [str(self)]


async def install(requirements: str | list[str], *args: object, **options: object) -> None:
    """Do nothing for packages that are here; NotHereError for any other."""
    for each in [requirements] if isinstance(requirements, str) else requirements:
        name = re.split(r"[^\w.-]", each.strip(), maxsplit=1)[0]
        try:
            distribution(name)
        except PackageNotFoundError:
            raise NotHereError(
                f"{each} cannot be installed here. "
                "This notebook works with what the guide itself needs, and asks no other site for more."
            ) from None
