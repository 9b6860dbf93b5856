// What the inline scripts of the body do (docs/making/light.py puts it into the list), before the frame that first shows
// their place: there each would wait for the styles, and the rest of the page for it.
{
  const late = [], places = document.getElementsByClassName("g-early")
  let done = 0
  const run = () => {
    while (done < places.length) late[done++]()
    if (document.readyState === "loading") requestAnimationFrame(run)
  }
  requestAnimationFrame(run)
  addEventListener("DOMContentLoaded", run)
}
document.documentElement.classList.remove("no-js")
