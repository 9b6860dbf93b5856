"""The forms and the dates to print, as they are written; tests/test_phone.py uses them in a browser."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from answers import beside, forms, lookup, printed
from answers.reminders import reminders
from guide_lib import tracking
from guide_lib.errors import GuideError
from guide_lib.refund.days.calendars import banking_calendar
from guide_lib.refund.days.places import countries
from guide_lib.refund.today import ACTIONS, Stage
from guide_lib.refund.window import refund_window
from guide_lib.show.number import next_steps
from guide_lib.show.pieces import Html, icon
from guide_lib.show.sources import source
from guide_lib.sources.claims import CLAIMS, figure
from guide_lib.sources.figures import Figure, Unit
from guide_lib.words import amount, claim, words


def soup(html: Html) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def data(html: Html, id: str) -> dict[str, Any]:
    found = soup(html).find("script", id=id)
    assert isinstance(found, Tag)
    assert found["type"] == "application/json"
    loaded: dict[str, Any] = json.loads(found.get_text())
    return loaded


def test_every_field_has_a_label_and_every_id_is_there_once() -> None:
    for page in (soup(forms.when()), soup(forms.number())):
        ids = [str(tag["id"]) for tag in page.select("[id]")]
        assert len(set(ids)) == len(ids)
        fields = [str(tag["id"]) for tag in page.select("input, select")]
        assert fields
        assert [str(tag["for"]) for tag in page.select("label")] == fields
        assert page.noscript and page.noscript.get_text(strip=True)


def test_the_day_can_be_chosen_as_far_as_the_tables_reach() -> None:
    day = soup(forms.when()).find(id="day")
    assert isinstance(day, Tag)
    assert (day["type"], day["min"], day["max"]) == ("date", str(lookup.FIRST), str(lookup.LAST))


def test_every_country_can_be_chosen_in_the_order_of_its_name() -> None:
    options = soup(forms.when()).select("#country option")
    assert [str(option["value"]) for option in options] == ["", *forms.by_name()]
    assert set(forms.by_name()) == set(countries())
    names = list(forms.by_name().values())
    assert not [name for name in names if name.startswith("the ")]
    assert names.index("Åland") < names.index("Albania") < names.index("Zimbabwe")
    assert forms.by_name()["GB"] == "United Kingdom"


def test_the_script_gets_the_words_with_the_figure_put_in() -> None:
    words = data(forms.when(), "when-words")
    assert amount(figure("C14")) in words["calendar"]["caption"]
    dates = {"weekdays", "short_weekdays", "months", "short_months", "full", "no_year", "first"}
    assert set(words) == dates | {"verdict", "calendar", "say", "reminder", "help", "ways", "message"}
    assert words["say"]
    assert not [key for key in words["say"] if key in ("day", "country", "show")]


def test_the_icons_and_the_marks_that_a_script_may_need_are_there() -> None:
    assert [str(tag["id"]) for tag in soup(forms.when()).select("template")] == [
        "icon-yes",
        "icon-wait",
        *(f"help-{way}" for way in (*lookup.HELP, *lookup.WAYS)),
    ]
    parts = {
        str(tag["id"]): [str(a["href"]) for a in tag.select("a")] for tag in soup(forms.number()).select("template")
    }
    again, gone = "../docs/index.md#tracking_provided", "../docs/index.md#shipped"
    assert parts == {
        "icon-yes": [],
        "icon-no": [],
        "mark-C33": ["../docs/claims.md#c33"],
        "mark-C34": ["../docs/claims.md#c34"],
        "next-malformed": [again],
        "next-well_formed": [again, gone],
        "next-other_carrier": [again, gone],
    }


def test_the_script_gets_the_rules_of_a_number() -> None:
    given = data(forms.number(), "number-words")
    assert given["countries"] == sorted(tracking.COUNTRIES)
    assert given["weights"] == list(tracking.WEIGHTS)
    assert (given["shortest"], given["longest"]) == (tracking.SHORTEST, tracking.LONGEST)
    assert given["says"] == {id: claim(CLAIMS[id]).plain for id in ("C33", "C34")}
    assert given["words"] == words("tracking")
    assert given["kinds"] == tracking.TABLES["kinds"]
    names = given["names"]
    assert names["А"] == "Cyrillic capital letter a"
    assert names["\u200b"] == "Zero width space"
    assert not {"A", "7", "!", " ", "-", "–"} & set(names)


def test_no_data_can_end_their_element() -> None:
    html = beside.json_for("x", {"a": "</script>&<b>é"})
    assert html.count("<") == 2
    assert "é" in html
    assert data(Html(html), "x") == {"a": "</script>&<b>é"}
    assert str(beside.json_for("x", {"X": [1, "<"]})) == (
        '<script type="application/json" id="x">{"X":[1,"\\u003c"]}</script>'
    )


def test_the_check_digit_is_worked_out_by_hand() -> None:
    page = soup(forms.by_hand("RR473124829CN"))
    assert page.caption and "RR 473 124 829 CN" in page.caption.get_text()
    digits, weights, products = ([int(td.get_text()) for td in row.select("td")] for row in page.select("tr"))
    assert digits == [4, 7, 3, 1, 2, 4, 8, 2]
    assert weights == list(tracking.WEIGHTS)
    assert products == [a * b for a, b in zip(digits, weights, strict=True)]
    total = sum(products)
    assert page.p
    said = page.p.get_text()
    assert all(str(number) in said for number in (total, total % 11, 11 - total % 11))
    assert tracking.calc_check_digit("47312482") == str(11 - total % 11)
    with pytest.raises(GuideError):
        forms.by_hand("RR473124823CN")


def test_what_to_do_when_the_latest_date_is_over_is_said_as_in_the_guide() -> None:
    said = [item.get_text() for item in soup(forms.late()).select("ol > li")]
    assert len(said) == len(ACTIONS[Stage.OVERDUE])
    for item, action in zip(said, ACTIONS[Stage.OVERDUE], strict=True):
        assert item.startswith(action.text.plain)


def test_what_others_say_about_the_money_stands_once() -> None:
    links = [str(a["href"]) for a in soup(forms.others()).select("li > a")]
    assert len(links) == len(set(links)) > 1
    assert f"../docs/others.md#f-{CLAIMS['C14'].others[0].id.replace('_', '-')}" in links


def test_a_printed_table_has_the_latest_date_of_each_day_of_a_year() -> None:
    tables = soup(printed.dates()).select("details")
    assert len(tables) == len(lookup.SETTINGS["printed"])
    shown = {str(each.summary.get_text()): each for each in tables if each.summary}
    rows = shown["Germany"].select("tbody tr:has(td)")
    assert len(rows) == 53
    months = [tbody.th.get_text() for tbody in shown["Germany"].select("tbody") if tbody.th]
    assert (months[0], months[-1], len(months)) == ("November 2026", "November 2027", 13)
    monday = lookup.RELEASED - timedelta(days=lookup.RELEASED.weekday())
    for number, row in enumerate(rows):
        days = [monday + timedelta(days=7 * number + n) for n in range(7)]
        assert row.th and row.th.get_text() == f"{_short(days[0])} {days[0].year}"
        for day, cell in zip(days, row.select("td"), strict=True):
            window = refund_window(day, "DE")
            likely = _short(window.limit) + ("" if window.firm else "*")
            assert cell.get_text() == f"{likely} {_short(window.last)}"
    assert [th.get_text() for th in shown["Germany"].select("thead th")][1:] == [
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
    ]


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def test_a_month_is_hidden_only_where_the_date_before_it_in_the_row_has_the_same() -> None:
    for row in soup(printed.dates()).select("tbody tr:has(td)"):
        months = [cell.get_text().replace("*", "").split()[1] for cell in row.select("td")]
        hidden = [bool(cell.select(".g-same")) for cell in row.select("td")]
        assert hidden == [False, *(one == other for one, other in pairwise(months))]


def test_a_printed_table_says_how_sure_it_is_and_where_the_date_is_earlier() -> None:
    told = {}
    for each in soup(printed.dates()).select("details"):
        assert each.p
        assert each.summary
        told[each.summary.get_text()] = each.p.get_text()
        assert banking_calendar("DE").data in each.p.get_text()
    says = words("site", "print")
    assert told["Poland"].startswith(says["firm"])
    assert told["Germany"].startswith(says["moves"].partition("{")[0])
    assert says["parts"].partition("{")[0] in told["Germany"]
    assert says["parts"].partition("{")[0] not in told["United Kingdom"]


def test_a_printed_date_that_may_move_has_a_star_and_the_star_is_explained() -> None:
    table = soup(Html(printed._printed("KR")))
    assert table.p
    assert table.p.get_text().startswith(words("site")["print"]["moves"].partition("{")[0])
    days = [lookup.RELEASED - timedelta(days=lookup.RELEASED.weekday() - n) for n in range(371)]
    starred = ["*" in cell.get_text() for cell in table.select("td")]
    assert starred == [not refund_window(day, "KR").firm for day in days]


LINK, BY_HAND = '<a href="{}">{}</a>', "../docs/when.md#count-by-hand"


def test_the_form_of_the_dates_to_the_letter() -> None:
    says = words("site")["when"]
    html = str(forms.when())
    options = "".join(f'<option value="{code}">{name}</option>' for code, name in forms.by_name().items())
    pays = "".join(f'<option value="{way}">{words("pays", way)}</option>' for way in PAID)
    facts = lookup.HELP | lookup.WAYS
    helps = "".join(f'\n<template id="help-{way}">{source(fact)}</template>' for way, fact in facts.items())
    ways = "".join(
        f"<li>{words('pays', way)}: up to {long} ({source(facts[way])})</li>" for way, (_, long) in PAID.items()
    )
    top, said = html.split('\n<script type="application/json" id="when-words">')
    assert said.endswith("}</script>")
    dates, count = (LINK.format(*each) for each in (("../docs/dates.md", says["dates"]), (BY_HAND, says["count"])))
    assert top == (
        '<form class="g-form" id="when" method="dialog" novalidate>\n'
        f'<p><label for="day">{says["day"]}</label> <input type="date" id="day" name="day"'
        f' min="{lookup.FIRST}" max="{lookup.LAST}"></p>\n<p><label for="country">{says["country"]}</label>'
        ' <select id="country" name="country" aria-describedby="suggested">'
        f'<option value="">{says["choose"]}</option>{options}</select></p>\n'
        f'<p hidden><label for="region">{says["region"]}</label> <select id="region" name="region">'
        f'<option value="">{says["any"]}</option></select></p>\n'
        f'<p><label for="pays">{says["paid"]}</label> <select id="pays" name="pays">'
        f'<option value="">{says["any"]}</option>{pays}</select></p>\n'
        f'<p><button class="md-button">{says["show"]}</button></p>\n'
        f'<p class="g-quiet" id="suggested" hidden>{says["suggested"]}</p>\n</form>\n'
        f"<noscript><p>{says['no_script'].format(dates=dates, count=count)}</p>"
        f"<p>{says['ways']}</p><ul>{ways}</ul></noscript>\n"
        '<div class="g-two">\n<div>\n<output id="answer" for="day country region pays"></output>\n'
        f'<p><button class="md-button md-button--primary" id="save" type="button" hidden>{says["save"]}</button></p>\n'
        '</div>\n<div id="count"></div>\n</div>\n'
        f'<div hidden>\n<template id="icon-yes">{icon("yes")}</template>\n'
        f'<template id="icon-wait">{icon("wait")}</template>{helps}\n</div>'
    )


PAID = {
    "card": (15, "15 banking days"),
    "wallet": (5, "5 banking days"),
    "balance": (1, "a day"),
    "paypal": (30, "30 days"),
    "webmoney": (10, "10 banking days"),
    "qiwi": (10, "10 banking days"),
    "western_union": (10, "10 banking days"),
}
"""The ways of paying of which some source gives a time of its own: the longest, as a number and in words."""


def told(id: str, whose: tuple[str, str], count: int, long: str) -> dict[str, Any]:
    """Return what the script gets of another source: whose it is, in words, and how many days of which kind."""
    short, said = whose
    days = {"count" if "banking" in long else "days": count}
    return {"says": f"{short}: up to {long}, so by", "said": f"{said} up to {long}: by {{day}}.", "id": id, **days}


HELP = ("The site’s help", "The site’s help says")
WAY = ("The way you paid, says another page", "Of the way you paid, another page says")


def test_the_words_of_the_dates_to_the_letter() -> None:
    calendar = words("refund", "calendar")
    assert data(forms.when(), "when-words") == {
        **{key: said for key, said in words("dates").items() if key not in ("no_weekday", "month_year", "moment")},
        "first": "1",
        "verdict": words("refund", "verdict"),
        "calendar": {**calendar, "caption": calendar["caption"].replace("{wait}", "15 banking days"), "comma": ", "},
        "say": {
            key: words("site")["when"][key]
            for key in (
                "no_day",
                "no_country",
                "outside",
                "missing",
                "odd_day",
                "odd_country",
                "odd_region",
                "odd_pays",
            )
        },
        "reminder": reminders(),
        "help": {
            "": told("help-", HELP, 20, "20 banking days"),
            "card": told("help-card", HELP, *PAID["card"]),
        },
        "ways": {way: told(f"help-{way}", WAY, *time) for way, time in PAID.items() if way != "card"},
        "message": words("refund", "message"),
    }


def test_what_the_help_gives_in_days_by_the_clock_is_counted_so() -> None:
    assert forms._counted(Figure(48, Unit.HOUR)) == {"days": 2}


def test_the_form_of_a_number_to_the_letter() -> None:
    says = words("site")["number"]
    top, said = str(forms.number()).split('\n<script type="application/json" id="number-words">')
    assert said.endswith("}</script>")
    mark = '<template id="mark-{0}"> <sup class="g-claims"><a href="../docs/claims.md#{1}">{0}</a></sup></template>'
    then = words("site")["next"]
    steps = {shape: f"<h2>{then['title']}</h2>\n{next_steps(then[shape])}" for shape in tracking.Shape}
    assert top == (
        f'<form class="g-form" id="number" method="dialog">\n<p><label for="given">{says["label"]}</label>'
        ' <input id="given" name="number" maxlength="200" autocomplete="off"'
        ' autocapitalize="characters" spellcheck="false" required></p>\n'
        f'<p><button class="md-button">{says["check"]}</button></p>\n</form>\n'
        f'<noscript><p>{says["no_script"]}</p></noscript>\n<div id="answer" role="status"></div>\n'
        f'<div hidden>\n<template id="icon-yes">{icon("yes")}</template>\n'
        f'<template id="icon-no">{icon("no")}</template>\n'
        f"{mark.format('C33', 'c33')}\n{mark.format('C34', 'c34')}\n"
        + "\n".join(f'<template id="next-{shape}">{html}</template>' for shape, html in steps.items())
        + "\n</div>"
    )


def test_what_to_do_now_to_the_letter() -> None:
    assert next_steps({"in_dispute": "Ask <again>"}) == (
        '<ul class="g-list g-next">\n<li class="g-ask"><a href="../docs/index.md#in_dispute">'
        "<small>Ask &lt;again&gt;</small> A dispute is open</a></li>\n</ul>"
    )


def test_the_signs_that_have_a_name_are_those_that_are_likely_to_be_copied() -> None:
    names = data(forms.number(), "number-words")["names"]
    ends = "¡ÿΑωЀџ‑\u2027\u200b\ufeff"
    assert {sign: names.get(sign) for sign in ends if sign != "‑"} == {
        "¡": "Inverted exclamation mark",
        "ÿ": "Latin small letter y with diaeresis",
        "Α": "Greek capital letter alpha",
        "ω": "Greek small letter omega",
        "Ѐ": "Cyrillic capital letter ie with grave",
        "џ": "Cyrillic small letter dzhe",
        "\u2027": "Hyphenation point",
        "\u200b": "Zero width space",
        "\ufeff": "Zero width no-break space",
    }
    assert not set(names) & set("!~ΐϊѠ\u2028\u2010\u2015\u00a0az09\u0100 ")
    assert "\u2016" in names
    assert not [sign for sign, name in names.items() if not name]


def test_the_check_digit_by_hand_to_the_letter() -> None:
    says = words("site")["number"]
    rows = {
        "digit": (4, 7, 3, 1, 2, 4, 8, 2),
        "times": (8, 6, 4, 2, 3, 5, 9, 7),
        "gives": (32, 42, 12, 2, 6, 20, 72, 14),
    }
    body = "".join(
        f'<tr><th scope="row" dir="auto">{says[key]}</th>{"".join(f"<td>{number}</td>" for number in row)}</tr>'
        for key, row in rows.items()
    )
    told = says["sum"].format(sum=200, modulus=11, rest=2, left=9, right=9)
    assert str(forms.by_hand("RR473124829CN")) == (
        '<table class="g-dates" dir="ltr">\n'
        f'<caption dir="auto">{says["hand"].format(number="RR 473 124 829 CN")}</caption>\n'
        f"<tbody>{body}</tbody>\n</table>\n<p>{told}</p>"
    )


@pytest.mark.parametrize(("number", "left", "right"), [("RR000000005CN", 11, 5), ("RR003000000CN", 10, 0)])
def test_what_is_left_of_eleven_is_not_always_the_check_digit(number: str, left: int, right: int) -> None:
    said = forms.by_hand(number)
    assert f"that is {left}." in said
    assert f"must be {right}." in said


def test_names_are_ordered_as_if_they_had_no_accents() -> None:
    names = list(forms.by_name().items())
    assert names[:3] == [("AF", "Afghanistan"), ("AX", "Åland"), ("AL", "Albania")]
    assert names.index(("RE", "Réunion")) < names.index(("RO", "Romania"))
    assert forms.by_name()["BS"] == "Bahamas"


def test_a_printed_table_to_the_letter() -> None:
    says = words("site")["print"]
    poland = next(table for table in printed.dates().split("</details>\n") if "<summary>Poland<" in table)
    heads = "".join(
        f'<th scope="col"><abbr title="{day}">{day[:3]}</abbr></th>'
        for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    )
    notes = f"{says['firm']} {helped()} Holiday data: {data_of()}."
    monday = lookup.RELEASED - timedelta(days=lookup.RELEASED.weekday())
    windows = [refund_window(monday + timedelta(days=n), "PL") for n in range(7)]
    latest = [window.latest for window in windows]
    small = [
        f" <small>{last.day}<span> {last:%b}</span></small></td>"
        if last.month == window.limit.month
        else f" <small>{last.day} {last:%b}</small></td>"
        for window in windows
        for last in [window.last]
    ]
    same = [False, *(one.month == other.month for one, other in pairwise(latest))]
    row = "".join(
        (f'<td>{day.day}<span class="g-same"> {day:%b}</span>' if hidden else f"<td>{day.day} {day:%b}") + helps
        for day, hidden, helps in zip(latest, same, small, strict=True)
    )
    assert poland.startswith(
        f'<details class="g-print">\n<summary>Poland</summary>\n<p>{notes}</p>\n<table class="g-dates">\n'
        f"<caption>{says['caption'].format(place='Poland')}</caption>\n"
        f'<thead><tr><th scope="col">{says["week"]}</th>{heads}</tr></thead>\n<tbody>\n'
        f'<tr><th colspan="8" scope="rowgroup">{monday:%B} {monday.year}</th></tr>\n'
        f'<tr><th scope="row">{monday.day}<span class="g-sr"> {monday:%b} {monday.year}</span></th>{row}</tr>\n'
    )
    assert poland.endswith("</tr>\n</tbody>\n</table>\n")


def test_a_week_stands_under_the_month_in_which_it_begins() -> None:
    lasts = 0
    for table in soup(printed.dates()).select("table"):
        assert not [text for text in table.find_all(string=True, recursive=False) if text.strip()]
        for month in table.select("tbody"):
            assert month.th
            for row in month.select("tr:has(td)"):
                assert row.th
                monday = datetime.strptime(row.th.get_text(), "%d %b %Y").date()  # noqa: DTZ007 - a day, no time
                assert month.th.get_text() == f"{monday:%B %Y}"
                lasts += (monday + timedelta(days=1)).day == 1
    assert lasts, "no week begins on the last day of a month"


@pytest.mark.parametrize(
    ("code", "sure", "parts"), [("KR", "moves", False), ("MX", "firm", False), ("DE", "moves", True)]
)
def test_what_a_printed_table_says_of_its_dates_to_the_letter(code: str, sure: str, parts: bool) -> None:
    says = words("site")["print"]
    notes = [says[sure], *([says["parts"]] if parts else []), helped(), f"Holiday data: {data_of()}."]
    form = LINK.format("../docs/when.md", says["form"])
    assert f"\n<p>{' '.join(notes).format(form=form)}</p>\n" in printed._printed(code)


def test_the_tables_are_those_of_large_countries_by_the_names_they_have_in_a_list() -> None:
    assert [each.summary.get_text() for each in soup(printed.dates()).select("details") if each.summary] == [
        *("Brazil", "France", "Germany", "Italy", "Mexico", "Netherlands", "Poland", "Spain"),
        *("United Kingdom", "United States"),
    ]


def helped() -> str:
    """Return what the printed dates say of the second limit, and who gives it."""
    fact = lookup.HELP[""]
    return f"{words('site', 'print', 'help').format(most='20 banking days')} ({source(fact)})"


def data_of() -> str:
    return banking_calendar("DE").data


@pytest.mark.parametrize(
    "piece", [forms.when, forms.number, forms.others, printed.dates, lambda: forms.by_hand("RR473124829CN")]
)
def test_a_notebook_shows_each_piece(piece: Callable[[], Html]) -> None:
    assert isinstance(piece(), Html)
