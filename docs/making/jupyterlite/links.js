// A link of a page to another part of the site leads there: Jupyter would look for it among the notebooks.
const FILES = "/files/docs/"
document.addEventListener("click", event => {
  const link = event.target.closest?.(`a[href*="${FILES}"]`)
  if (!link) return
  event.preventDefault()
  event.stopPropagation()
  const page = link.href.split(FILES)[1].replace(/\.md(?=#|$)/, "/").replace(/^index\//, "")
  open(new URL(`../../../${page}`, location), "_blank", "noopener")
}, true)
