// Starts Python with the game in it: for the page and for the worker beside it.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const PLACE = "/game";

export async function startPython(packages, told = () => {}) {
  const step = async (done, work) => {
    const found = await work;
    told(done);
    return found;
  };
  const archives = packages.map((name) => fetch(name).then((answer) => {
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.arrayBuffer();
  }));
  const python = await step(0.5, loadPyodide({ indexURL: new URL("./pyodide/", import.meta.url).href }));
  for (const [index, name] of packages.entries()) {
    const archive = await step(0.5 + (0.2 * (index + 1)) / packages.length, archives[index]);
    if (name.endsWith(".whl")) python.unpackArchive(archive, "wheel");
    else python.unpackArchive(archive, "zip", { extractDir: PLACE });
  }
  python.runPython(`import sys; sys.path.insert(0, "${PLACE}")`);
  return python;
}
