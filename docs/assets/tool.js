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

for (const answer of answers) answer.querySelector("h2").tabIndex = -1
tool.addEventListener("change", ({ target }) => {
  if (!choices.includes(target)) return
  history.pushState(null, "", `#${target.value}`) // to set the hash would take the focus away from the choice
  show()
})
addEventListener("hashchange", show)
tool.classList.add("g-live")
show()
