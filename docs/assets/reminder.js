// The calendar entries of a refund, filled into what guide_lib.refund.reminder wrote at build time.
import { fill, iso, long } from "./refund.js"

const URLS = [0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0, 0xc0, 0x4f, 0xd4, 0x30, 0xc8] // RFC 9562
const uuid = async name => {
  const bytes = new Uint8Array([...URLS, ...new TextEncoder().encode(name)])
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-1", bytes)).slice(0, 16)
  hash[6] = hash[6] & 0x0f | 0x50
  hash[8] = hash[8] & 0x3f | 0x80
  const hex = Array.from(hash, byte => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}
const folded = line => { // at 75 bytes, and never after a sign that escapes the next (as icalendar does)
  const lines = [""]
  const size = text => new TextEncoder().encode(text).length
  for (const sign of line) {
    const now = lines.at(-1)
    if (now && size(now) + size(sign) >= 75) {
      const kept = now.length > 1 && /[\\^]$/.test(now) ? now.at(-1) : ""
      lines.splice(-1, 1, now.slice(0, now.length - kept.length), kept)
    }
    lines[lines.length - 1] += sign
  }
  return lines.join("\r\n ")
}

/** The reminder of an answer (see refund.js) as guide_lib.refund.reminder writes it, byte for byte. */
export const reminder = async (told, country, texts) => {
  const plain = day => iso(day).replaceAll("-", "")
  const escaped = text => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n")
  const id = which => uuid(`guide-lib:refund:${[told.day, country, told.code, told.choice, which, ""].join("|")}`)
  return fill(texts[told.because ? "provisional" : "firm"], {
    uid_usual: await id("usual"), uid_latest: await id("latest"), confirmed: plain(told.confirmed),
    usual: plain(told.usual), after_usual: plain(told.usual + 1),
    latest: plain(told.last), after_latest: plain(told.last + 1),
    limit: long(told.interval[1]), help: escaped(told.beside.map(({ said, last }) => fill(said, { day: long(last) })).join("\n")),
    because: escaped(told.because), definition: escaped(told.definition),
  }).split("\r\n").map(folded).join("\r\n")
}

export const file = async (...given) => new Blob([await reminder(...given)], { type: "text/calendar" })
