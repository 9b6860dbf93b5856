// Without this script everything still works; it adds Copy, and names for a screen reader.
const { copy, copied, code } = document.querySelector(".g-strip").dataset
const everyCodeBlockNamed = () => document.querySelectorAll("nav.md-code__nav:not([aria-label])").forEach(nav => {
  nav.setAttribute("aria-label", code.replace("…", nav.closest("pre").id.replace(/\D/g, "")))
})
new MutationObserver(everyCodeBlockNamed).observe(document.body, { childList: true, subtree: true })
everyCodeBlockNamed()

if (navigator.clipboard) for (const block of document.querySelectorAll(".g-message .tabbed-block, .g-letter")) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "md-button g-copy"
  button.textContent = copy
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("p").textContent)
    button.textContent = copied
    setTimeout(() => { button.textContent = copy }, 3000)
  })
  block.append(button)
}

// The theme writes the chosen tab into the address; the reader's choice of an answer is there, and stays.
for (const labels of document.querySelectorAll(".g-message .tabbed-labels")) labels.addEventListener("click", event => {
  const label = event.target.closest("label")
  if (!label) return
  event.preventDefault()
  event.stopPropagation()
  document.getElementById(label.htmlFor).click()
}, true)

// What scrolls sideways shows that there is more, and can be scrolled with the keyboard, too. What is folded is looked at
// once it is unfolded and has a size.
const more = box => box.classList.toggle("g-sideways", Math.abs(box.scrollLeft) + box.clientWidth < box.scrollWidth - 1)
const sized = new ResizeObserver(entries => entries.forEach(({ target: box }) => {
  more(box)
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0
}))
addEventListener("load", () => document.querySelectorAll(".md-typeset__scrollwrap, .md-content pre, .md-content pre > code")
  .forEach(box => sized.observe(box)))
addEventListener("scroll", ({ target }) => { if (target.matches?.(".md-typeset__scrollwrap")) more(target) }, true)

// A page that can check itself loads nothing for it before the click.
const own = document.querySelector("[data-live]"), live = new URL("../live/live.js", document.currentScript.src)
own?.removeAttribute("hidden")
own?.querySelector("button").addEventListener("click", async () => (await import(live)).live(own), { once: true })
