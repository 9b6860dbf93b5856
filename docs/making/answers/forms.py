"""The two forms of the site; the scripts that answer look up what stands here and in the tables.

The words and the tables that a script needs stand beside its form, as JSON.
"""

from typing import Any

from markupsafe import Markup

from answers import lookup
from answers.beside import json_for, templates
from answers.number import by_hand, number
from answers.reminders import reminders
from guide_lib.refund.days.places import countries, in_order, place
from guide_lib.refund.others import most, whose
from guide_lib.refund.today import Stage
from guide_lib.refund.window import CLAIMS_OF_REFUND
from guide_lib.show.count import actions_html
from guide_lib.show.pieces import Html, icon, word
from guide_lib.show.sources import said_elsewhere, source
from guide_lib.sources.claims import CLAIMS, figure
from guide_lib.sources.facts import Fact
from guide_lib.sources.figures import Figure, Unit
from guide_lib.words import amount, words
from guide_lib.words.dates import spelled

__all__ = ["by_hand", "by_name", "late", "number", "others", "when"]

H = Markup
LINK = H('<a href="{}">{}</a>')
WHEN, DATES = "../docs/when.md", "../docs/dates.md"
_DATES = ("weekdays", "short_weekdays", "months", "short_months", "full", "no_year", "first")
_SAID = ("no_day", "no_country", "outside", "missing", "odd_day", "odd_country", "odd_region", "odd_pays")


def when() -> Html:
    """Return the form that asks for a day and a country, the place for its answer, and what its script needs."""
    says, paid = words("site", "when"), _paid()
    options = H("").join(H('<option value="{}">{}</option>').format(code, called) for code, called in by_name().items())
    template = H(
        '<form class="g-form" id="when" method="dialog" novalidate>\n'
        '<p><label for="day">{day}</label> <input type="date" id="day" name="day" min="{first}" max="{last}"></p>\n'
        '<p><label for="country">{country}</label> <select id="country" name="country" aria-describedby="suggested">'
        '<option value="">{choose}</option>{options}</select>'
        "</p>\n"
        '<p hidden><label for="region">{region}</label> <select id="region" name="region">'
        '<option value="">{any}</option></select></p>\n'
        '<p{no_pays}><label for="pays">{paid}</label> <select id="pays" name="pays">'
        '<option value="">{any}</option>{pays}</select></p>\n'
        '<p><button class="md-button">{show}</button></p>\n'
        '<p class="g-quiet" id="suggested" hidden>{suggested}</p>\n'
        "</form>\n"
        "<noscript><p>{no_script}</p>{ways}</noscript>\n"
        '<div class="g-two">\n<div>\n'
        '<output id="answer" for="day country region pays"></output>\n'
        '<p><button class="md-button md-button--primary" id="save" type="button" hidden>{save}</button></p>\n</div>\n'
        '<div id="count"></div>\n</div>\n{icons}\n{said}'
    )
    said = json_for("when-words", _when_words())
    more = {
        "first": lookup.FIRST.isoformat(),
        "last": lookup.LAST.isoformat(),
        "options": options,
        "no_pays": H("" if paid else " hidden"),
        "pays": H("").join(H('<option value="{}">{}</option>').format(way, words("pays", way)) for way in paid),
        "icons": templates(
            {f"icon-{key}": icon(key) for key in ("yes", "wait")}
            | {f"help-{way}": source(fact) for way, fact in lookup.SAID.items()}
        ),
        "said": said,
        "ways": _ways(),
        "no_script": H(says["no_script"]).format(
            dates=LINK.format(DATES, says["dates"]), count=LINK.format(f"{WHEN}#count-by-hand", says["count"])
        ),
    }
    return Html(template.format_map({**says, **more}))


def by_name() -> dict[str, str]:
    """Return how each country is called in a list, by its code, in the order of the alphabet."""
    called = {code: place(code).removeprefix("the ") for code in countries()}
    return dict(sorted(called.items(), key=lambda row: in_order(row[1])))


def _when_words() -> dict[str, Any]:
    calendar: dict[str, str] = words("refund", "calendar")
    return {
        **{key: spelled()[key] for key in _DATES},
        "verdict": words("refund", "verdict"),
        "calendar": calendar
        | {"caption": calendar["caption"].format(wait=amount(figure("C14"))), "comma": word("comma")},
        "say": {key: words("site", "when", key) for key in _SAID},
        "reminder": reminders(),
        "help": {way: _told(fact, way) for way, fact in lookup.HELP.items()},
        "ways": {way: _told(fact, way) for way, fact in lookup.WAYS.items()},
        "message": words("refund", "message"),
    }


def _paid() -> list[str]:
    """Return the ways of paying of which something of its own is said, as the words have them in order."""
    return [way for way in words("pays") if way in lookup.SAID]


def _ways() -> Markup:
    """Return what is said of each way of paying alone, for where no script can ask which it was."""
    says = words("site", "when")
    rows = H("").join(
        H("<li>{} ({})</li>").format(says["way"].format(way=words("pays", way), most=most(fact)), source(fact))
        for way in _paid()
        if (fact := lookup.SAID[way])
    )
    return H("<p>{}</p><ul>{}</ul>").format(says["ways"], rows)


def _told(fact: Fact, way: str) -> dict[str, Any]:
    """Return what a source says of a refund's time: in words, where it is told by whom, and the days to count."""
    said = {key: words("refund", "others", key, whose(fact)) for key in ("short", "said")}
    return {
        "says": said["short"].format(most=most(fact)),
        "said": said["said"].format(most=most(fact), day="{day}"),
        "id": f"help-{way}",
        **(_counted(fact.figure) if fact.figure else {}),
    }


def _counted(figure: Figure) -> dict[str, int]:
    return {"count": int(figure)} if figure.unit is Unit.BANKING_DAY else {"days": figure.at_most().days}


def late() -> Html:
    """Return what to do, in order, when the latest date is over."""
    return actions_html(Stage.OVERDUE)


def others() -> Html:
    """Return what other sources say about when the money is back, folded."""
    facts = {fact.id: fact for claim in CLAIMS_OF_REFUND for fact in CLAIMS[claim].others}
    return said_elsewhere(facts.values())
