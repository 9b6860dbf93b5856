// "Check this page": Python runs the page's cells anew in the reader's browser (worker.js) and marks what differs from
// what is printed. After that the code can be changed and run. guide.js loads this with the first click; what it says
// is written on the page, from the word file.
const QUIET = 60e3 // milliseconds without a sign of life, after which nobody waits any longer
const MB = bytes => (bytes / 1e6).toFixed(1)

const made = (tag, given = {}, ...inside) => {
  const element = Object.assign(document.createElement(tag), given)
  element.append(...inside)
  return element
}

export const live = async box => {
  const { bytes, language, ...paths } = JSON.parse(box.dataset.live || "{}")
  const at = path => new URL(path, document.baseURI).href
  const [start, stopping, resetting] = box.querySelectorAll("button"), label = box.querySelector("label")
  const bar = box.querySelector("progress"), status = box.querySelector("[role=status]")
  document.head.append(made("link", { rel: "stylesheet", href: new URL("live.css", import.meta.url) }))
  let worker, give, cells = []

  const words = (key, ...values) => {
    const sentence = box.querySelector(`[data-say=${key}]`).textContent
    return values.reduce((text, value) => text.replace("…", value), sentence)
  }
  const say = (...said) => { status.textContent = words(...said) }
  if (!bytes) return say("without")
  const progress = (text, value, max) => {
    Object.assign(bar, max && { max, value })
    label.firstElementChild.textContent = text
    label.hidden = !text
  }
  const busy = running => {
    for (const each of [start, ...document.querySelectorAll(".g-run")]) each.disabled = running
    stopping.hidden = !running
    resetting.hidden = running || !cells.length
    progress("")
  }
  const end = failed => {
    worker?.terminate()
    worker = undefined
    give?.({ failed })
  }
  /** Resolves to the worker's answer; rejects with why there is none. Each wait but that for the reader's code ends. */
  const ask = (question, { heard, quiet = QUIET } = {}) => new Promise((resolve, reject) => {
    let alarm
    give = ({ bytes, done, failed, what }) => {
      clearTimeout(alarm)
      if (done) return resolve(done)
      if (failed) return reject({ failed, what })
      if (bytes) heard?.(bytes)
      if (quiet) alarm = setTimeout(give, quiet, { failed: "quiet" })
    }
    worker.onmessage = ({ data }) => give(data)
    worker.onerror = () => give({ failed: "worker" })
    worker.postMessage(question)
    give({})
  })
  const begin = async () => {
    if (typeof WebAssembly !== "object") throw { failed: "wasm" }
    try {
      worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" })
    } catch {
      throw { failed: "worker" }
    }
    let loaded = 0
    const heard = more => {
      loaded += more
      progress(words("loading", MB(loaded), MB(bytes)), loaded, bytes)
    }
    await ask({ base: at(paths.base), guide: at(paths.guide) }, { heard })
  }
  /** Does something with Python; what comes between is said in a sentence, and what is printed stays. */
  const during = async work => {
    busy(true)
    await work().catch(({ failed = "python", what, message }) => {
      end()
      say(failed, what ?? message)
    })
    busy(false)
  }
  const cell = (number, how) => {
    const { code, stored, output } = cells[number]
    const page = how ? "" : output.innerHTML
    return ask({ code: code.value, name: `cell ${number + 1}`, stored: page && JSON.stringify(stored), page, language }, how)
  }

  const check = () => during(async () => {
    reset()
    await begin()
    const stored = await fetch(at(paths.notebook)).catch(() => { throw { failed: "network" } })
    if (!stored.ok) throw { failed: "missing", what: words("notebook") }
    cells = (await stored.json()).cells.filter(each => each.cell_type === "code").map(opened)
    busy(true)
    let wrong = 0
    for (const [number, each] of cells.entries()) {
      progress(words("cell", number + 1, cells.length), number + 1, cells.length)
      const { unlike } = await cell(number)
      wrong += unlike.length > 0
      each.mark.replaceWith(each.mark = marked(unlike))
    }
    say(wrong ? "wrong" : "right", wrong, cells.length)
  })
  /** Runs one cell as the reader has it; after a stop first those above it, for the names that they give. */
  const rerun = number => stopping.hidden && during(async () => {
    let next = worker ? number : 0
    if (!worker) await begin()
    while (next < number) await cell(next++, { quiet: 0 })
    const { outputs } = await cell(number, { quiet: 0 })
    cells[number].output.replaceChildren(...outputs.flatMap(shown))
    cells[number].mark.replaceChildren(words("yours"))
  })
  const reset = () => {
    end("stopped")
    for (const { output, nodes, mark, editor, block } of cells.splice(0)) {
      output.replaceChildren(...nodes)
      mark.remove()
      editor.replaceWith(block)
    }
    busy(false)
  }
  /** Makes the code of a cell one that can be changed. */
  const opened = ({ id, source, outputs }, number) => {
    const output = document.getElementById(`cell-${id}`), block = output.nextElementSibling.querySelector(".highlight")
    const code = made("textarea", { value: [source].flat().join(""), ariaLabel: words("code_of", number + 1) })
    Object.assign(code, { spellcheck: false, autocapitalize: "off" })
    const run = made("button", { type: "button", className: "md-button g-run", textContent: words("run") })
    run.onclick = () => rerun(number)
    code.onkeydown = ({ key, ctrlKey, metaKey }) => key !== "Enter" || !(ctrlKey || metaKey) || rerun(number)
    const editor = made("div", { className: "g-editor" }, code, run), mark = made("p")
    block.replaceWith(editor)
    output.after(mark)
    return { output, nodes: [...output.childNodes], stored: outputs, block, editor, code, mark }
  }
  const marked = unlike => unlike.length
    ? made("div", { className: "g-mark g-end" }, made("p", { textContent: words("differs") }),
      made("pre", { tabIndex: 0, textContent: unlike.join("\n") }))
    : made("p", { className: "g-mark g-go", textContent: words("same") })
  start.onclick = check
  stopping.onclick = () => end("stopped")
  resetting.onclick = () => say(reset() ?? "reset")
  await check()
}

/** The elements that show an output; links that work beside the notebooks are led to the pages of the site. */
const shown = ({ output_type: type, data, text, traceback }) => {
  if (!data?.["text/html"])
    return made("pre", { tabIndex: 0, className: `g-${type}`, textContent: traceback ?? text ?? data["text/plain"] })
  const { content } = made("template", { innerHTML: data["text/html"] })
  for (const link of content.querySelectorAll("a[href]:not([href*=':'])")) {
    const href = link.getAttribute("href").replace(/^\.\.\/docs\/(index\.md)?/, "../../")
    link.setAttribute("href", href.replace(/^(?=[^./#]+\.ipynb)/, "../").replace(/\.(md|ipynb)(?=#|$)/, "/"))
  }
  return [...content.childNodes]
}
