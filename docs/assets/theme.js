// What a reader needs of the theme: the search when it is wanted. The theme's own script, many times as large, comes with
// the first use of something that needs it (docs/making/light.py).
const { theme, styles, idle } = document.currentScript.dataset
const by = name => document.querySelector(`[data-md-component=${name}]`)

let coming, loaded
const whole = () => coming ??= new Promise(done => {
  // Its sheets come before ours, which refine them; it wraps tables, as the build has done already.
  for (const href of styles.split(" ").reverse()) {
    document.head.prepend(Object.assign(document.createElement("link"), { rel: "stylesheet", href }))
  }
  // Of a question the search gets the words that tell it from others: it looks for any of them, "how" and "my" too.
  const { postMessage } = Worker.prototype, skipped = new Set(idle.split(" "))
  Worker.prototype.postMessage = function (message, ...more) {
    const telling = message.type === 2 && message.data.split(/[\s'’]+/).filter(word => !skipped.has(word.toLowerCase())).join(" ")
    postMessage.call(this, telling ? { ...message, data: telling } : message, ...more)
  }
  document.querySelectorAll(".md-typeset__scrollwrap").forEach(box => box.replaceWith(box.querySelector("table")))
  document.head.append(Object.assign(document.createElement("script"), { src: theme, onload: done }))
}).then(() => {
  loaded = true
  // With an answer in the address it closes the search when it starts; whoever types goes on.
  const again = () => { if (!search.checked && document.activeElement === query) search.click() }
  for (const wait of [0, 100, 500]) setTimeout(again, wait)
})

// The search opens at once; the script that searches is on its way then.
const search = document.getElementById("__search"), query = by("search-query")
const opened = () => {
  if (!search?.checked) return
  query.focus()
  whole()
}
search?.addEventListener("change", opened)
opened() // it may have been tapped before this script was there
query?.addEventListener("focus", () => {
  search.checked = true
  whole()
})
// What is pasted or spoken releases no key, which the theme's script waits for.
query?.addEventListener("input", () => query.dispatchEvent(new Event("keyup")))
addEventListener("keydown", event => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]")
  // Whoever goes on by keyboard has done with the search; the theme's script would take every key for it.
  if (!loaded && query && /^(Tab|Escape)$/.test(event.key)) {
    search.checked = false
    if (event.key === "Escape") query.blur()
  }
  if (loaded || typing || event.ctrlKey || event.metaKey || event.altKey || !/^[fs/]$/.test(event.key) || !query) return
  event.preventDefault()
  if (search.checked) query.focus()
  else search.click() // what is shut cannot have the focus
})

// Code that is unfolded gets a button to copy it; a long page about the guide gets its contents marked.
addEventListener("toggle", ({ target }) => { if (target.matches?.("details") && target.querySelector("pre")) whole() }, true)
if (document.querySelector(".md-content pre:not(details pre), .md-sidebar--secondary:not([hidden]) .md-nav__link")) {
  for (const kind of ["pointerdown", "scroll", "keydown"]) addEventListener(kind, whole, { once: true, passive: true })
}
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(each => { each.open = true }))

// The title of the page takes the place of the site's once it is out of sight.
const title = by("header-title"), heading = document.querySelector("h1")
if (title && heading) new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) => {
  title.classList.toggle("md-header__title--active", !isIntersecting && boundingClientRect.top < 48)
}, { rootMargin: "-48px 0px 0px" }).observe(heading)
