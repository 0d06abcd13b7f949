// The worker beside the page: a Python of its own that takes one finished case apart (game/web/analysis.py).
import { columnsOf } from "./columns.js";
import { loadKernel, loadRules, wardsOf } from "./kernel.js";
import { startPython } from "./python.js";

const packages = fetch("packages.json").then((answer) => answer.json());
const ready = Promise.all([loadKernel(), loadRules(), packages.then((names) => startPython(names))]);

onmessage = async ({ data }) => {
  try {
    const [kernel, rules, python] = await ready;
    const tell = (found) => postMessage(found.toJs());
    const page = { kernel, rules, wards: wardsOf(python), columns: columnsOf(python), tell };
    python.pyimport("game.web.analysis").work(data, page);
  } catch (error) {
    // The page hears of what is thrown, and not of a promise that fails: it would wait for ever.
    setTimeout(() => {
      throw error;
    });
  }
};
