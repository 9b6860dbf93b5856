// Tells of a tracking number what guide_lib/tracking/number.py tells: the one rule that cannot be looked up in a table.
// A test holds the two together. Words, weights and codes come with the page; what is typed is only ever shown as text.
const S10 = /^([A-Z]{2})([0-9]{8})([0-9])([A-Z]{2})$/
const NEARLY_S10 = /^[A-Z]{2}[0-9OIL]{8,10}([A-Z]{2})$/
const CAINIAO = /^LP[0-9]{12,16}$/

const form = document.getElementById("number")
const { words, says, countries, kinds, weights, shortest, longest, names } =
  JSON.parse(document.getElementById("number-words").textContent)
const fill = (text, values) => text.replace(/{(\w+)}/g, (open, name) => values[name] ?? open)

const hex = (sign, digits) => sign.codePointAt(0).toString(16).padStart(digits, "0")
const quoted = sign => { // as Python's repr
  if (!/[\p{C}\p{Z}]/u.test(sign)) return `'${sign}'`
  const code = sign.codePointAt(0)
  if (code < 0x100) return { 9: "'\\t'", 10: "'\\n'", 13: "'\\r'" }[code] ?? `'\\x${hex(sign, 2)}'`
  return code < 0x10000 ? `'\\u${hex(sign, 4)}'` : `'\\U${hex(sign, 8)}'`
}

const shown = sign => {
  if (/[!-~]/.test(sign)) return fill(words.malformed.plain, { sign })
  const name = Object.hasOwn(names, sign) ? names[sign] : `U+${hex(sign, 4).toUpperCase()}`
  return fill(words.malformed.named, { sign: quoted(sign), name })
}

/** The number without spaces and hyphens, in capitals, or why no carrier's can be meant. */
const compact = given => {
  const places = []
  let place = 0
  for (const sign of given.replace(/^[\t\r\n ]+/, "").replace(/[\t\r\n ]+$/, "")) {
    place += 1
    if (!/[\p{Zs}\p{Pd}]/u.test(sign)) places.push([place, sign])
    if (places.length > longest) return { wrong: fill(words.malformed.long, { longest }) }
  }
  if (!places.length) return { wrong: words.malformed.empty }
  const odd = places.find(([, sign]) => !/[A-Za-z0-9]/.test(sign))
  if (odd) {
    const [place, sign] = odd
    return { wrong: fill(words.malformed.character, { place, sign: shown(sign) }) }
  }
  if (places.length < shortest) return { wrong: fill(words.malformed.short, { shortest }) }
  const tidy = places.map(([, sign]) => sign).join("").toUpperCase()
  return /[0-9]/.test(tidy) ? { tidy } : { wrong: words.malformed.no_digit }
}

const checkDigit = serial => {
  const rest = 11 - weights.reduce((sum, weight, at) => sum + weight * serial[at], 0) % 11
  return { 10: "0", 11: "5" }[rest] ?? String(rest)
}

const kind = letters => Object.keys(kinds).find(key => kinds[key].split(" ").some(span => {
  const [from, to] = span.split("-")
  return from <= letters && letters <= to
})) ?? "unset"

const judged = tidy => {
  const [, , serial, check, country] = tidy.match(S10) ?? []
  const other = (reason, values = {}) => ["other_carrier", fill(words.other_carrier[reason], values)]
  if (!serial) {
    const nearly = tidy.match(NEARLY_S10)
    return other(nearly && countries.includes(nearly[1]) ? "digits" : CAINIAO.test(tidy) ? "cainiao" : "other")
  }
  if (!countries.includes(country)) return other("country", { country })
  const right = checkDigit(serial)
  if (check !== right) return ["malformed", fill(words.malformed.check, { check, right })]
  return ["well_formed", words.well_formed.why]
}

const parted = tidy => {
  const [, letters, serial, check, country] = tidy.match(S10) ?? []
  if (!serial || !countries.includes(country)) return []
  const sort = kind(letters), { yes, no, unsure } = words.table
  return [
    [words.parts.kind, fill(words.here.kind, { letters, kind: words.kinds[sort] }), sort === "unset" ? unsure : yes],
    [words.parts.digits, fill(words.here.digits, { serial, check }), check === checkDigit(serial) ? yes : no],
    [words.parts.country, country, yes],
  ]
}

/** What the number alone proves, in words, as `guide_lib.tracking.explain` tells it. */
export const explain = given => {
  const { tidy = "", wrong } = compact(given)
  const [shape, why] = wrong ? ["malformed", wrong] : judged(tidy)
  const claim = shape === "malformed" ? "C34" : "C33"
  const verdict = tidy ? fill(words[shape].verdict, { number: tidy }) : words.malformed.unreadable
  return { shape, verdict, why, means: fill(words[shape].means, { says: says[claim] }), parts: parted(tidy), claim }
}

const element = (name, ...inside) => {
  const made = document.createElement(name)
  made.append(...inside)
  return made
}

const copied = id => document.getElementById(id).content.cloneNode(true)

const card = told => {
  const classed = (css, made) => Object.assign(made, { className: css })
  const head = (scope, text) => Object.assign(element("th", text), { scope })
  const { caption, yes, no, ...table } = words.table
  const heads = ["part", "here", "good"].map(key => head("col", table[key]))
  const icon = { [yes]: ["yes"], [no]: ["no"] }
  const rows = told.parts.map(([name, here, good]) => element("tr", head("row", name), element("td", here),
    element("td", ...(icon[good] ?? []).flatMap(key => [copied(`icon-${key}`), " "]), good)))
  const verdict = classed(`g-verdict g-${told.shape === "malformed" ? "end" : "ask"}`, element("div",
    classed("g-lead", element("p", told.verdict)), element("p", told.why),
    element("p", told.means, copied(`mark-${told.claim}`))))
  const parts = [element("caption", caption), element("thead", element("tr", ...heads)), element("tbody", ...rows)]
  return classed("g-tracking", element("div", verdict, ...(rows.length ? [element("table", ...parts)] : [])))
}

// The number stands in the part of the address that is never sent to a server.
const read = () => {
  const given = new URLSearchParams(location.hash.slice(1)).get("number")
  form.elements.number.value = given ?? ""
  const told = given === null ? [] : [explain(given)]
  document.getElementById("answer").replaceChildren(...told.flatMap(told => [card(told), copied(`next-${told.shape}`)]))
}
form.addEventListener("submit", event => {
  event.preventDefault()
  const to = `#${new URLSearchParams(new FormData(form))}`
  if (to === location.hash) read()
  else location.hash = to
})
addEventListener("hashchange", read)
if (location.hash || !form.elements.number.value) read() // what was typed before this script came stays
