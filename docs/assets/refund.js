// Looks up what guide_lib has computed ahead: docs/making/answers/lookup.py tells how a table is written. No rule, figure
// or word is here. What comes from the address is compared with what is known, never shown.
const DAY = 864e5
const number = iso => Date.parse(iso) / DAY // days are counted from 1970, in no time zone
const date = day => new Date(day * DAY)
export const iso = day => date(day).toISOString().slice(0, 10)
const written = sign => sign.charCodeAt(0) - 48
export const fill = (text, values) => text.replace(/{(\w+)}/g, (open, name) => values[name] ?? open)

const tables = new Map()
export const load = code => {
  if (!tables.has(code)) {
    const asked = fetch(new URL(`../tables/${code}.json`, import.meta.url)).then(reply => {
      if (!reply.ok) throw new Error(reply.status)
      return reply.json()
    })
    asked.catch(() => tables.delete(code)) // so that the next try asks again
    tables.set(code, asked)
  }
  return tables.get(code)
}

const whole = (steps, country) => {
  if (steps === country) return country
  let text = ""
  for (let at = 0; at < steps.length; at += 2) {
    text += country.slice(text.length, text.length + steps[at]) + steps[at + 1]
  }
  return text + country.slice(text.length)
}

const opened = new WeakMap()
export const row = (table, code) => {
  const found = table.rows.find(each => each.code === code)
  if (found && !opened.has(found)) {
    const { days, latest } = table.rows[0]
    opened.set(found, { ...found, days: whole(found.days, days), latest: whole(found.latest, latest) })
  }
  return opened.get(found)
}

/** Everything that a page shows of a confirmation, days as numbers; null for a day outside the table. */
export const answer = (table, code, day, help, way) => {
  const { latest, sure, place, definition } = row(table, code)
  const first = number(table.from), confirmed = number(day), index = confirmed - first
  if (!latest[index]) return null
  const [by, earlier] = !code && table.apart?.[written(table.apart_days[index])] || []
  const { days } = row(table, by ? table.rows[by].code : code)
  const isOpen = day => days[day - first] === "."
  const along = days => (day, count, way = Math.sign(count)) => {
    while (count && days[day - first]) if (days[(day += way) - first] === ".") count -= way
    return day
  }
  const move = along(days)
  const last = confirmed + written(latest[index]), usual = confirmed + table.usual
  const [, because, before, after] = sure.findLast(([start]) => start <= index)
  const called = day => isOpen(day) || days[day - first] === "-" ? "" : table.names[written(days[day - first])]
  // What another source counts, in the part of the country where that ends last, and as far as it may move.
  const ends = ({ count, days }) => {
    if (!count) return confirmed + days
    const parts = !code && table.apart ? table.rows.map(each => row(table, each.code)) : [row(table, code)]
    const each = parts.map(({ days }) => along(days)).map(go => ({ go, day: go(confirmed, count) }))
    const slowest = each.reduce((one, other) => other.day > one.day ? other : one)
    const [, more] = row(table, code).later[count]?.findLast(([start]) => start <= index) ?? [0, after]
    return slowest.go(slowest.day, more)
  }
  const interval = [move(last, -before), move(last, after)]
  return {
    ...table, day, code, place, confirmed, usual, last, isOpen, called, interval,
    moves: last < interval[1],
    nextOpen: move(usual - 1, 1),
    because: fill(table.because[because], { place }),
    earlier,
    // the site's help first, then what is said of the way of paying
    beside: [help, way].filter(Boolean).map(said => ({ ...said, last: ends(said) })),
    definition: fill(table.definitions[definition], { place }),
    why: fill(table.why, { place }),
  }
}

const form = document.getElementById("when")
const words = form && JSON.parse(document.getElementById("when-words").textContent)
const inMonth = day => day > 1 ? day : words.first
export const long = (day, year = true) => {
  const at = date(day)
  return fill(year ? words.full : words.no_year, {
    weekday: words.weekdays[(at.getUTCDay() + 6) % 7],
    day: inMonth(at.getUTCDate()), month: words.months[at.getUTCMonth()], year: at.getUTCFullYear(),
  })
}
const shortMonth = day => words.short_months[date(day).getUTCMonth()]
const element = (name, css, ...inside) => {
  const made = document.createElement(name)
  if (css) made.className = css
  made.append(...inside)
  return made
}

const verdict = told => {
  const say = words.verdict, firm = !told.because
  const dated = (css, says, day, note) => {
    const time = element("time", "", long(day)), small = text => element("small", "", text)
    time.dateTime = iso(day)
    return element("span", `g-date${css}`, small(says), " ", time, ...(note ? [" ", small(note)] : []))
  }
  const closed = fill(say.closed, { ...told, next: long(told.nextOpen, false) })
  const years = [...new Set([told.confirmed + 1, told.last].map(day => date(day).getUTCFullYear()))].join(say.and)
  const copied = id => document.getElementById(id).content.cloneNode(true)
  const icon = copied(`icon-${firm ? "yes" : "wait"}`)
  const [from, to] = told.interval
  const [sure, because] = firm ? ["firm", fill(say.firm_because, { ...told, years })] : [
    "provisional",
    `${told.because} ${fill(told.moves ? say.interval : say.sooner, { earliest: long(from), latest: long(to) })}`,
  ]
  const likely = told.moves ? [dated(" g-late", say.probable, told.last)] : []
  return element(
    "span", `g-verdict ${firm ? "g-go" : "g-ask"}`,
    dated("", say.usual, told.usual, told.nextOpen === told.usual ? "" : closed),
    ...likely, dated(likely.length ? "" : " g-late", say.latest, to, say.end),
    ...told.beside.map(({ says, last, id }) => dated("", says, last, copied(id))),
    element("span", "g-badge", icon, " ", element("b", "", say[sure]), " ", because),
    ...(told.earlier ? [element("span", "g-badge", told.earlier)] : []),
  )
}

const count = told => {
  const say = words.calendar, { confirmed, usual, last } = told, holidays = {}
  const monday = confirmed - (date(confirmed).getUTCDay() + 6) % 7
  let counted = 0
  const hold = (day, name) => { // the days of one name in one month are told together
    const at = date(day).getUTCDate(), month = shortMonth(day), runs = holidays[month + name]?.runs ?? []
    if (runs.at(-1)?.at(-1) === at - 1) runs.at(-1)[1] = at
    else runs.push([at])
    holidays[month + name] = { name, month, runs }
  }
  const hidden = text => element("span", "g-sr", text)
  const cell = day => {
    const inside = [element("b", "", date(day).getUTCDate())]
    const add = (...parts) => inside.push(" ", ...parts)
    const waits = day > confirmed && day <= last, name = waits && told.called(day)
    let css = "g-out"
    if (day === monday || date(day).getUTCDate() === 1) add(element("i", "", shortMonth(day)))
    if (day === confirmed) {
      css = "g-yes"
      add(element("span", "", say.yes))
    } else if (waits && told.isOpen(day)) {
      css = day === last ? "g-last" : "g-count"
      add(element("em", "", hidden(say.day), ++counted))
    } else if (waits) {
      css = "g-off"
      const why = name ? say.holiday : say.weekend
      add(name && day !== usual ? element("span", "", why) : hidden(why))
      if (name) hold(day, name)
    }
    if (day === usual) {
      css += " g-usual"
      add(element("span", "", say.usual))
    }
    if (day === last) add(element("span", "", told.moves ? say.probable : say.latest))
    if (name) add(element("small", "", name))
    return element("td", css, ...inside)
  }
  const week = from => element("tr", "", ...[0, 1, 2, 3, 4, 5, 6].map(n => cell(from + n)))
  const weeks = []
  for (let from = monday; from <= last; from += 7) weeks.push(week(from))
  const heads = words.weekdays.map((name, at) => {
    const short = element("abbr", "", words.short_weekdays[at]), head = element("th", "", short)
    short.title = name
    head.scope = "col"
    return head
  })
  const [before, after] = say.key_holidays.split("{holidays}")
  const listed = Object.values(holidays).flatMap(({ name, month, runs }, at) => {
    const days = runs.map(run => run.map(inMonth).join("–")).join(words.verdict.and)
    return [at ? say.comma : "", element("b", "", fill(say.on, { days, month })), " ", element("bdi", "", name)]
  })
  const key = [
    ["g-yes", say.key_yes], ["g-count", say.key_count],
    ["g-off", ...(listed.length ? [before, ...listed, after] : [say.key_weekends])],
  ]
  return [
    element("table", "g-cal",
      element("caption", "", say.caption),
      element("thead", "", element("tr", "", ...heads)), element("tbody", "", ...weeks)),
    element("ul", "g-list g-key", ...key.map(([css, ...says]) => element("li", "", element("i", css), " ", ...says))),
    element("details", "g-more", element("summary", "", words.verdict.more), element("p", "",
      `${told.definition} ${told.why} ${fill(words.verdict.data, told)}`)),
  ]
}

const wire = () => {
  const { day, country, region, pays } = form.elements
  const [out, picture, save, suggested] = ["answer", "count", "save", "suggested"].map(id => document.getElementById(id))
  const messages = document.querySelectorAll("[data-message]")
  const dated = told => {
    const { room } = words.message
    if (!told) return { confirmed: room, limit: room, last: room }
    const limit = told.interval[1], last = Math.max(limit, told.beside[0].last)
    return { confirmed: long(told.confirmed), limit: long(limit), last: long(last) }
  }
  let shown, turns = 0

  const say = (notes, told) => {
    shown = told
    out.replaceChildren(...notes.map(note => element("span", "g-note", note)), ...(told ? [verdict(told)] : []))
    picture.replaceChildren(...(told ? count(told) : []))
    for (const message of messages) message.textContent = fill(words.message[message.dataset.message], dated(told))
    save.hidden = !(told && globalThis.crypto?.subtle)
  }
  const offer = (table, wanted) => {
    const [any] = region.options
    region.replaceChildren(any, ...(table?.rows.slice(1) ?? []).map(part => new Option(part.place, part.code)))
    region.parentElement.hidden = region.length === 1
    region.value = wanted
    const known = region.selectedIndex >= 0
    if (!known) region.value = ""
    return known
  }
  const show = async (wanted, notes, asked) => {
    const turn = ++turns
    let table
    try {
      // What is only suggested is not fetched before it is needed.
      if (country.value && (suggested.hidden || day.value)) table = await load(country.value)
    } catch {
      if (turn === turns) say([...notes, words.say.missing])
      return
    }
    if (turn !== turns) return
    if (!offer(table, wanted)) notes.push(words.say.odd_region)
    if (asked && !day.value) notes.push(words.say.no_day)
    if (asked && !country.value) notes.push(words.say.no_country)
    if (!table || !day.value) return say(notes)
    const { help, ways } = words, way = pays.value
    const told = answer(table, region.value, day.value, help[way] ?? help[""], ways[way])
    if (told) return say(notes, told)
    const { place, latest } = row(table, region.value), first = number(table.from)
    say([...notes, fill(words.say.outside, { place, first: long(first), last: long(first + latest.length - 1) })])
  }
  const chosen = asked => {
    // After the #, so that what is chosen is in the link and yet never sent.
    const to = `#${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`
    if (to !== location.hash) history.pushState(null, "", to)
    return show(region.value, [], asked)
  }
  const read = () => {
    const given = new URLSearchParams(location.hash.slice(1)), notes = []
    for (const field of [day, country, pays]) {
      const wanted = given.get(field.name) ?? ""
      field.value = wanted
      if (field.value !== wanted) {
        field.value = ""
        notes.push(words.say[`odd_${field.name}`])
      }
    }
    if (given.has("country")) suggested.hidden = true
    else suggest()
    return show(given.get("region") ?? "", notes)
  }
  const suggest = () => {
    const regions = navigator.languages.map(language => new Intl.Locale(language).maximize().region)
    const codes = [...country.options].map(option => option.value)
    country.value = regions.find(region => codes.includes(region)) ?? ""
    suggested.hidden = !country.value
  }

  day.addEventListener("change", () => { if (day.validity.valid) chosen() })
  country.addEventListener("change", () => {
    suggested.hidden = true
    region.value = ""
    chosen()
  })
  for (const field of [region, pays]) field.addEventListener("change", () => chosen())
  form.addEventListener("submit", event => {
    event.preventDefault()
    chosen(true)
  })
  save.addEventListener("click", async () => {
    const { file } = await import("./reminder.js")
    const link = element("a")
    link.href = URL.createObjectURL(await file(shown, country.value, words.reminder))
    link.download = `refund-${shown.day}.ics`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  })
  addEventListener("popstate", read)
  // What was chosen before this script came stands; else what the address says.
  if (location.hash || !(day.value || country.value)) return read()
  if (!country.value) suggest()
  chosen()
}
if (form) wire()
