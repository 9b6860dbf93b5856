// The service worker: what has been visited once opens with no network. Docs and rules: docs/making/offline.py, which
// fills in the next line: the version, the paths kept from the start, each path with the hash of what it holds, the words.
const [VERSION, KEPT, FILES, SAYS] = ["", [], {}, {}]

const SCOPE = registration.scope
const OURS = `guide ${SCOPE} ` // a host may have other sites
const CACHE = OURS + VERSION

// A file of another version has another hash: the browser refuses it. Half a version is never kept, nor two mixed.
const wanted = path => new Request(SCOPE + path, { integrity: FILES[path], cache: "no-cache" })

const own = async path => {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(SCOPE + path)
  if (kept) return kept
  const fresh = await fetch(wanted(path))
  await cache.put(SCOPE + path, fresh.clone())
  return fresh
}

/** Resolves to the newer version, once it is whole; to null if there is none. */
const newer = async () => {
  await registration.update().catch(() => {})
  const coming = registration.installing
  if (coming) await new Promise(done => coming.addEventListener("statechange", done, { once: true }))
  return registration.waiting
}

const page = (says, more = "") => new Response(
  `<!doctype html><html lang="${SAYS.lang}"><meta name="viewport" content="width=device-width"><title>${says}</title>`
  + `<p>${says}</p><p><a href="${SCOPE}">${SAYS.order}</a></p>${more}`,
  { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } },
)

let over = false // from here on this version shows nothing more: the newer one may be in place at any moment
const yieldTo = other => {
  over = true
  other.postMessage("take over")
}
const again = () => page(SAYS.soon, "<script>setTimeout(() => location.reload(), 50)</script>")

const visited = async (path, request) => {
  if (registration.waiting) yieldTo(registration.waiting)
  if (over) return again()
  try {
    if (path in FILES) return await own(path)
    if (`${path}/` in FILES) return Response.redirect(`${SCOPE}${path}/${new URL(request.url).search}`)
  } catch {
    // Neither kept nor to be had: there is no network, or the host has another version.
  }
  const other = await newer()
  if (other) yieldTo(other)
  if (over) return again()
  return path in FILES ? page(SAYS.away) : fetch(request).catch(() => page(SAYS.away))
}

const used = async path => {
  try {
    return await own(path)
  } catch {
    const other = await newer()
    if (other) yieldTo(other)
    return Response.error()
  }
}

const pathOf = url => {
  const { origin, pathname } = new URL(url)
  const whole = origin + pathname
  return whole.startsWith(SCOPE) ? decodeURI(whole.slice(SCOPE.length)).replace(/(^|\/)index\.html$/, "$1") : undefined
}

const outdated = new Set() // pages of the version before, until they have loaded anew (docs/assets/offline.js)

addEventListener("install", event => {
  event.waitUntil(caches.open(CACHE).then(cache => cache.addAll(KEPT.map(wanted))))
})
addEventListener("activate", event => event.waitUntil((async () => {
  for (const client of await clients.matchAll()) outdated.add(client.id)
  for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name)
})()))
addEventListener("message", event => {
  if (event.data === "take over") skipWaiting()
  // What a page has loaded before there was this worker.
  else event.waitUntil(Promise.allSettled(event.data.map(pathOf).filter(path => path in FILES).map(own)))
})
addEventListener("fetch", event => {
  const { request } = event, path = pathOf(request.url)
  // What comes with a notebook or with Python has a name that tells what is in it.
  if (request.method !== "GET" || path === undefined || /^(lite|runtime)\//.test(path)) return
  if (request.mode === "navigate") event.respondWith(visited(path, request))
  else if (outdated.has(event.clientId)) event.respondWith(Response.error())
  else if (path in FILES) event.respondWith(used(path))
})
