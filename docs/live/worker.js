// Python in a worker. In: { base, guide } once, then what to check of a cell. Out: { bytes } while it is loaded,
// then { done }, or { failed, what } if it cannot go on. No top-level await: it would lose what is sent meanwhile.
const get = fetch
let checked
const { promise: stopped, reject: stop } = Promise.withResolvers()
const never = new Promise(() => {})
addEventListener("unhandledrejection", event => stop(event.reason)) // Pyodide waits for ever for memory, too

// Pyodide waits for ever for a file that does not come, so each tells here what became of it, and how far it has got.
self.fetch = async (url, options) => {
  const what = `${url}`.split("/").pop()
  const lost = failed => stop({ failed, what }) ?? never
  const answer = await get(url, options).catch(() => lost("network"))
  if (!answer.ok) return lost("missing")
  const reader = answer.body.getReader()
  const body = new ReadableStream({
    async pull(out) {
      const { done, value } = await reader.read().catch(() => lost("network"))
      if (done) return out.close()
      postMessage({ bytes: value.length })
      out.enqueue(value)
    },
  })
  return new Response(body, { headers: { "Content-Type": answer.headers.get("Content-Type") } })
}

const start = async ({ base, guide }) => {
  const module = import(`${base}pyodide.mjs`).catch(() => stop({ failed: "missing", what: "pyodide.mjs" }) ?? never)
  const files = [guide, `${base}rest.zst`].map(async url => new Uint8Array(await (await fetch(url)).arrayBuffer()))
  const python = await (await module).loadPyodide({ indexURL: base, stdLibURL: `${base}start.zip` })
  python.FS.writeFile("/guide.zip", await files[0])
  python.runPython("import sys; sys.path.append('/guide.zip')")
  const kernel = python.pyimport("kernel")
  kernel.unpack(python.toPy(await files[1]))
  checked = ({ code, name, stored, page, language }) => kernel.checked(code, name, stored, page, language)
}

onmessage = async ({ data }) => {
  try {
    const done = data.base ? start(data) : checked(data).then(JSON.parse)
    postMessage({ done: await Promise.race([done, stopped]) ?? {} })
  } catch (error) {
    const memory = /memory|allocat/i.test(error)
    postMessage(error.failed ? error : { failed: memory ? "memory" : "python", what: `${error.message ?? error}` })
  }
}
