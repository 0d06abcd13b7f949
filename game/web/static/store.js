// Keeps the player's folder in the browser's own database, so that a reload, a crash or a lost network loses nothing.
//
// The game writes files as it does everywhere; in a tab they lie in memory. After each frame what has changed is put
// into the database: a case file with its last order at most one frame after the order had effect.

const NAME = "cytokine-storm";
const FILES = "files";
const CASES = "cases/";
const ANSWERS_WITHIN_MS = 1000; // a tab that plays is busy with a frame at times
const AGAIN_AFTER_MS = 3000; // what the browser did not keep, for want of room, is offered to it again

/** The game is open in another tab of this browser, which has the folder. */
export class OpenElsewhere extends Error {}

/** Turn a request to the database into a promise. */
const done = (request) =>
  new Promise((good, bad) => {
    request.onsuccess = () => good(request.result);
    request.onerror = () => bad(request.error);
  });

/** In a learning system each learner and each package has a folder; elsewhere the browser has one. */
async function nameOfFolder() {
  const system = globalThis.learningSystem;
  return system ? `${NAME} ${new URL(".", location.href).pathname} ${await system.learner}` : NAME;
}

/** Hold the folder for this tab as long as it lives. A page without TLS has no locks, and asks other tabs itself. */
async function hold(name) {
  if (navigator.locks) {
    await new Promise((good, bad) => {
      navigator.locks.request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) return bad(new OpenElsewhere());
        good();
        return new Promise(() => {});
      });
    });
    return;
  }
  const others = new BroadcastChannel(name);
  const own = Math.random();
  await new Promise((good, bad) => {
    others.onmessage = ({ data }) => {
      // Of two that ask at once, as when a browser opens its tabs again, the lower number has it.
      if (data.taken === own || data.asks < own) {
        others.close();
        bad(new OpenElsewhere());
      } else if (data.asks > own) others.postMessage({ taken: data.asks });
    };
    others.postMessage({ asks: own });
    setTimeout(good, ANSWERS_WITHIN_MS);
  });
  others.onmessage = ({ data }) => "asks" in data && others.postMessage({ taken: data.asks });
}

async function openDatabase(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(FILES);
  return await done(request);
}

/** Return level, session, ending and score of a finished case; null for any other file. */
export function finishedCase(bytes) {
  const lines = new TextDecoder().decode(bytes).trimEnd().split("\n");
  try {
    const [header, second, end] = [lines[0], lines[1], lines.at(-1)].map((line) => JSON.parse(line));
    // A case with a coach, and one that was taken over from another, have no score that counts.
    if (end.line !== "end" || header.guided || header.branched_from) return null;
    const session = second.line === "session" ? second.session_digest : "";
    const rules = end.score_version ?? 1; // rules 1 are not written
    return { level: header.level, session, ending: end.ending, tick: end.tick, score: end.score, score_version: rules };
  } catch {
    return null;
  }
}

/**
 * Put what is kept into `home`, and return what keeps it from now on.
 *
 * Throws OpenElsewhere. `failed` is called with a reason when the browser keeps nothing (any more), `changed` with the
 * files that were written since the last look: path and what is kept of each.
 */
export async function open(pyodide, home, failed = () => {}, changed = () => {}) {
  const { FS } = pyodide;
  const name = await nameOfFolder();
  await hold(name);
  FS.mkdirTree(home);
  const known = new Map(); // of each file the time and length with which it is in the database
  const cases = new Map();
  let database = null;
  try {
    database = await openDatabase(name);
    navigator.storage?.persist?.();
    const kept = database.transaction(FILES).objectStore(FILES);
    const [paths, files] = await Promise.all([done(kept.getAllKeys()), done(kept.getAll())]);
    paths.forEach((path, index) => put(path, files[index]));
  } catch (error) {
    failed(error);
  }

  function put(path, { bytes, time }) {
    const whole = `${home}/${path}`;
    FS.mkdirTree(whole.slice(0, whole.lastIndexOf("/")));
    FS.writeFile(whole, bytes);
    FS.utime(whole, time, time);
    known.set(path, stamp(FS.stat(whole)));
    look(path, bytes);
  }

  function stamp(stat) {
    return `${stat.mtime.getTime()} ${stat.size}`;
  }

  function look(path, bytes) {
    const found = path.startsWith(CASES) && path.endsWith(".jsonl") ? finishedCase(bytes) : null;
    if (found) cases.set(path, found);
    else cases.delete(path);
    return found;
  }

  function* walk(folder, path = "") {
    for (const name of FS.readdir(folder)) {
      if (name === "." || name === "..") continue;
      const whole = `${folder}/${name}`;
      const stat = FS.stat(whole);
      if (FS.isDir(stat.mode)) yield* walk(whole, `${path}${name}/`);
      else yield [`${path}${name}`, whole, stat];
    }
  }

  /** Return what has changed since the last look. */
  function changes() {
    const [fresh, seen] = [[], new Set()];
    for (const [path, whole, stat] of walk(home)) {
      seen.add(path);
      if (known.get(path) === stamp(stat)) continue;
      known.set(path, stamp(stat));
      fresh.push([path, { bytes: FS.readFile(whole), time: stat.mtime.getTime() }]);
    }
    const gone = [...known.keys()].filter((path) => !seen.has(path));
    return { fresh, gone };
  }

  let writing = null;

  /** Write down what has changed; while one writing is under way the next one waits, and takes all that has come. */
  function keep() {
    if (writing !== null) return writing;
    const { fresh, gone } = changes();
    if (fresh.length + gone.length === 0) return null;
    changed(fresh);
    let ended = false;
    for (const [path, { bytes }] of fresh) ended = look(path, bytes) !== null || ended;
    for (const path of gone) {
      known.delete(path);
      cases.delete(path);
    }
    if (ended) globalThis.learningSystem?.finished([...cases.values()]);
    if (database === null) return null;
    writing = new Promise((good) => {
      const change = database.transaction(FILES, "readwrite", { durability: "strict" });
      const kept = change.objectStore(FILES);
      for (const [path, file] of fresh) kept.put(file, path);
      for (const path of gone) kept.delete(path);
      change.oncomplete = () => good(null);
      change.onabort = () => good(change.error);
    })
      .catch((error) => error) // a database that was taken away under the page
      .then((error) => {
        writing = null;
        // Nobody else may look again: a tab that was left or hidden meanwhile has no more frames.
        if (!error) return keep();
        failed(error);
        const paths = [...fresh.map(([path]) => path), ...gone];
        setTimeout(() => paths.forEach((path) => known.set(path, "")), AGAIN_AFTER_MS);
      });
    return writing;
  }

  if (cases.size) globalThis.learningSystem?.finished([...cases.values()]);
  addEventListener("visibilitychange", keep);
  addEventListener("pagehide", keep);
  return { keep };
}
