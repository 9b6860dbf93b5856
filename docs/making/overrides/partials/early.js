// The page's inline scripts run before the frame that first shows their place: a script in the body would wait for the
// styles, and the rest of the page for the script. One that has no next node yet may not have been read to its end.
{
  const run = () => {
    const read = document.readyState !== "loading"
    for (const each of document.querySelectorAll("script[type='text/early']")) if (read || each.nextSibling) {
      each.replaceWith(Object.assign(document.createElement("script"), { textContent: each.textContent }))
    }
    if (!read) requestAnimationFrame(run)
  }
  requestAnimationFrame(run)
  addEventListener("DOMContentLoaded", run)
}
