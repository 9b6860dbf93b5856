// Shows the answer to the chosen status and hides the others. The choice is in the address, so that a link shares it.
const tool = document.querySelector(".g-tool")
const said = tool.querySelector("[role=status]")
const answers = [...tool.querySelectorAll(".g-answer")]
const choices = [...tool.querySelectorAll("input[name=status]")]

const show = event => {
  const wanted = location.hash.slice(1)
  const chosen = answers.find(answer => answer.id === wanted)
  for (const answer of answers) answer.hidden = !(answer.open = answer === chosen)
  for (const choice of choices) choice.checked = choice.value === chosen?.id
  const odd = !chosen && wanted && !document.getElementById(wanted)
  said.textContent = chosen ? chosen.dataset.says : odd ? said.dataset.odd : ""
  said.classList.toggle("g-sr", !odd)
  if (!chosen) {
    if (event && wanted === tool.id) choices[0].focus()
    return
  }
  // Whoever followed a link from one answer to the next starts at the top of the next; a choice keeps the focus.
  if (event && !choices.includes(document.activeElement)) chosen.querySelector("h2").focus({ preventScroll: true })
  if (tool.getBoundingClientRect().top < 0) tool.scrollIntoView()
}

// The hours after which the order should cancel itself are in the page; to add them to the reader's hour is all there is.
const asked = tool.querySelector(".g-asked")
if (asked) {
  const { hours, says, future } = asked.dataset, [input, output] = [asked.querySelector("input"), asked.querySelector("output")]
  const said = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeStyle: "short" })
  asked.hidden = false
  input.addEventListener("input", () => {
    const when = new Date(input.value)
    const [first, last] = hours.split(" ").map(each => said.format(+when + each * 36e5 || 0))
    output.textContent = !input.value ? "" : when > Date.now() ? future : says.replace("{first}", first).replace("{last}", last)
  })
}
for (const answer of answers) answer.querySelector("h2").tabIndex = -1
tool.addEventListener("change", ({ target }) => {
  if (!choices.includes(target)) return
  history.pushState(null, "", `#${target.value}`) // to set the hash would take the focus away from the choice
  show()
})
addEventListener("hashchange", show)
tool.classList.add("g-live")
const early = choices.find(({ checked }) => checked) // before this script came
if (early && !location.hash) history.replaceState(null, "", `#${early.value}`)
show()
