// Keeps the guide on this device once the page is there (the service worker is docs/making/sw.js); not if the reader
// asked to save data. Nothing is kept of what the reader does.
const keeper = location.protocol.startsWith("http") && navigator.serviceWorker
const place = new URL("../sw.js", document.currentScript.src)

if (keeper && !navigator.connection?.saveData) {
  const kept = Boolean(keeper.controller)
  addEventListener("load", async () => {
    try {
      await keeper.register(place)
    } catch {
      return // some browsers keep nothing while in private
    }
    const { active } = await keeper.ready
    // Loaded before there was a worker to keep it: the answers of the first visit.
    if (!kept) new PerformanceObserver(loaded => active.postMessage(loaded.getEntries().map(each => each.name)))
      .observe({ type: "resource", buffered: true })
  })
  // A newer version has taken over: no page of the older one stays. The choices are in the address.
  if (kept) keeper.addEventListener("controllerchange", () => location.reload())
}
