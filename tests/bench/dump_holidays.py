"""Print what the installed release of `holidays`, an old one perhaps, says of some countries, as JSON.

Run by replay.py in an environment of its own; it knows the ways of every release since 0.40 and needs nothing else.
"""

import datetime as dt
import json
import sys
from typing import Any

import holidays


def dump(code: str, years: range) -> dict[str, Any]:
    """Return the named days off, the working days moved to a weekend, and the weekend's days (Monday is 0) by year."""
    country, _, part = code.partition("-")
    entity: Any = getattr(holidays, country)
    known = [str(category) for category in getattr(entity, "supported_categories", ["public"])]
    options: dict[str, Any] = {"subdiv": part or None, "categories": tuple({"public", "bank"} & set(known))}
    if "en_US" in (getattr(entity, "supported_languages", ()) or ()):
        options["language"] = "en_US"
    found = entity(years=years, **options)
    weekend = {}
    for year in years:
        week = [dt.date(year, 7, 1) + dt.timedelta(days=n) for n in range(7)]
        one = entity(years=year, **options)
        closed = [day for day in week if one._is_weekend(day)] if hasattr(one, "_is_weekend") else None
        weekend[year] = sorted(one.weekend if closed is None else {day.weekday() for day in closed})
    moved = getattr(found, "weekend_workdays", ())
    return {
        "names": {str(day): name for day, name in sorted(found.items()) if day.year in years},
        "moved": sorted(str(day) for day in moved if day.year in years and day not in found),
        "weekend": weekend,
    }


if __name__ == "__main__":
    first, last, *codes = sys.argv[1:]
    known = {code: dump(code, range(int(first), int(last) + 1)) for code in codes if hasattr(holidays, code[:2])}
    json.dump(known, sys.stdout, ensure_ascii=False)
