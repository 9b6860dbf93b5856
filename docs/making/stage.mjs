// node stage.mjs FOLDER: let the Pyodide in a folder compile what it will load (docs/making/compiled.py).
import { readFileSync, writeFileSync } from "node:fs"
const folder = process.argv[2], own = path => readFileSync(new URL(path, import.meta.url))
const { loadPyodide } = await import(`${folder}/pyodide.mjs`)
const python = await loadPyodide({ indexURL: folder })
for (const path of ["../live/kernel.py", "../../notebooks/changes.py"]) {
  python.FS.writeFile(`/home/pyodide/${path.split("/").pop()}`, own(path))
}
python.runPython(`import kernel\n${own("compiled.py")}`)
const bytes = name => python.toPy(new Uint8Array(readFileSync(`${folder}/${name}`))).tobytes()
const packed = python.globals.get("packed")(bytes("python_stdlib.zip"), bytes("libraries.zip"))
for (const [at, name] of ["start.zip", "rest.zst"].entries()) writeFileSync(`${folder}/${name}`, packed.get(at).toJs())
