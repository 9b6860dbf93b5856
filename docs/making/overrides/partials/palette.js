// The colours, before the page is seen: the reader's choice, or what the device asks for; kept as the theme keeps it.
{
  const options = [...document.querySelectorAll("input[name=__palette]")]
  const colour = (option, chosen) => {
    const { mdColorMedia: media, mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = option.dataset
    const color = { media, scheme, primary, accent }
    option.checked = true
    for (const [key, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${key}`, value)
    options.forEach(each => { each.nextElementSibling.hidden = each !== option })
    if (chosen) __md_set("__palette", { index: options.indexOf(option), color })
  }
  const kept = __md_get("__palette")
  const first = options[kept?.index] ?? options.find(each => matchMedia(each.dataset.mdColorMedia).matches) ?? options[0]
  if (first) colour(first)
  for (const option of options) option.addEventListener("change", () => colour(option, true))
}
