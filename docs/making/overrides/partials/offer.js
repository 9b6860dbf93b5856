// One line offers the browser's language, and nobody is sent there; it is there before the page is painted, so nothing moves.
{
  const there = [...document.querySelectorAll(".g-languages a")], short = language => language?.slice(0, 2)
  const spoken = navigator.languages.find(each => there.some(({ hreflang }) => short(hreflang) === short(each)))
  const offered = there.find(({ hreflang }) => short(hreflang) === short(spoken))
  if (offered && short(offered.lang) !== short(document.documentElement.lang)) {
    const line = document.createElement("p"), link = offered.cloneNode()
    line.className = "g-offer"
    line.lang = link.lang
    link.className = ""
    link.dir = "auto"
    link.textContent = link.dataset.offer
    line.append(link)
    document.querySelector(".g-strip").after(line)
  }
}
// Each language leads to this page with what the reader has chosen, however early it is clicked.
addEventListener("click", ({ target }) => {
  const link = target.closest?.(".g-languages a, .g-offer a")
  if (link) link.hash = location.hash
}, true)
