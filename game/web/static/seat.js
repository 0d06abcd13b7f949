// The page of a seat: starts the game, asks it for frames, and tells it what the player does.
import { Pen, loadFaces } from "./pen.js";
import { loadKernel } from "./kernel.js";
import { startPython } from "./python.js";
import { OpenElsewhere, open as openStore } from "./store.js";
import { give, giveSaved, linked, takeFiles } from "./files.js";
import { Sound } from "./sound.js";
import { ownHost } from "./host.js";
import { Aloud, widgetOf } from "./aloud.js";

const canvas = document.getElementById("screen");
const field = document.getElementById("field");
const bar = document.getElementById("bar");
const pen = new Pen(canvas);
const aloud = new Aloud(canvas, field, document.getElementById("news"), document.getElementById("live"));
const WHEEL_STEP = 100; // pixels of a turned wheel that count as one step
const HOME = "/player";
const NARROW = 512; // half of the smallest window: narrower than this, text twice as large is smaller than in it
const files = document.getElementById("files");
const turnIt = document.getElementById("upright");
let seat = null;
let python = null;
let scale = 1;
let ended = false;
let upright = false; // the player goes on with a device that is held upright

function told(share) {
  bar.value = share;
}

async function begin() {
  const packages = fetch("packages.json").then((answer) => answer.json());
  const [kernel] = await Promise.all([loadKernel(), loadFaces()]);
  python = await startPython(await packages, told);
  told(0.75);
  await new Promise((resolve) => setTimeout(resolve)); // lets the bar be seen before Python holds the page
  const store = await openStore(python, HOME, tellUnkept, giveSaved);
  const game = python.pyimport("game.web.seat");
  const lesson = await linked(python.FS, (pack) => game.wanted_levels(pack).toJs());
  const measure = (text, size, weight) => pen.measure(text, size, weight);
  const page = { kernel, measure, sound: new Sound(), host: ownHost(), dig, end };
  seat = game.open_seat(page);
  if (lesson) seat.drop(lesson);
  told(1);
  resize();
  document.getElementById("loading").hidden = true;
  canvas.focus();
  listen();
  for (const kind of ["error", "unhandledrejection"]) {
    addEventListener(kind, ({ error, reason }) => {
      if (!((error ?? reason) instanceof python.ffi.PythonError)) return;
      store.keep();
      breakOff();
    });
  }
  let last = performance.now();
  const frame = (now) => {
    if (ended) return;
    const elapsed = Math.max(0, Math.round((now - last) * 1000));
    last = now;
    const drawn = seat.frame(elapsed);
    store.keep();
    if (seat.over) return leave();
    pen.draw(drawn);
    aloud.show(seat.aloud(elapsed));
    seat.turn();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

// A case is taken apart by a worker, which has a Python of its own.
const workers = new Map();

function dig(number, asked) {
  const worker = new Worker(new URL("./analysis.js", import.meta.url), { type: "module" });
  workers.set(number, worker);
  worker.onmessage = ({ data }) => seat.found(number, data);
  worker.onerror = () => seat.lost(number);
  worker.postMessage(asked.toJs());
}

function end(number) {
  workers.get(number)?.terminate();
  workers.delete(number);
}

function tellUnkept() {
  const line = document.getElementById("kept");
  line.textContent = line.dataset.unkept;
}

/** Save the case that was played last. */
function saveCase() {
  const folder = `${HOME}/cases`;
  const { FS } = python;
  if (!FS.analyzePath(folder).exists) return;
  const cases = FS.readdir(folder).filter((name) => name.endsWith(".jsonl"));
  const time = (name) => FS.stat(`${folder}/${name}`).mtime.getTime();
  const newest = cases.sort((one, other) => time(one) - time(other)).at(-1);
  if (newest) give(newest, FS.readFile(`${folder}/${newest}`));
}

/** Stop at a fault of the game's own: what it would do next is not known. Details are in the browser's console. */
function breakOff() {
  ended = true;
  for (const number of [...workers.keys()]) end(number);
  document.getElementById("broken").hidden = false;
}

function leave() {
  ended = true;
  if (globalThis.learningSystem?.leave?.()) return;
  canvas.hidden = true;
  document.getElementById("left").hidden = false;
}

function resize() {
  const room = innerHeight - files.offsetHeight;
  const wide = Math.round(innerWidth * devicePixelRatio);
  const high = Math.round(room * devicePixelRatio);
  const size = seat.resize(wide, high, devicePixelRatio);
  const [width, height] = size.toJs();
  size.destroy();
  pen.resize(width, height);
  // A page that is smaller than the game can be is shown reduced.
  scale = Math.max(width / innerWidth, height / room);
  canvas.style.width = `${width / scale}px`;
  canvas.style.height = `${height / scale}px`;
  askToTurn();
}

/** A phone held upright shows letters that few can read: ask for it to be turned, and let time rest meanwhile. */
function askToTurn() {
  const small = !upright && innerWidth < NARROW && innerHeight > innerWidth;
  if (small && turnIt.hidden) seat.leave();
  turnIt.hidden = !small;
}

const at = (event) => [Math.round(event.clientX * scale), Math.round(event.clientY * scale)];

function listen() {
  addEventListener("resize", resize);
  const chosen = document.getElementById("chosen");
  takeFiles(python.FS, chosen, (path) => seat.drop(path));
  document.getElementById("open").addEventListener("click", () => chosen.click());
  document.getElementById("save").addEventListener("click", saveCase);
  document.getElementById("as_it_is").addEventListener("click", () => {
    upright = true;
    askToTurn();
    canvas.focus();
  });
  addEventListener("keydown", (event) => {
    if (ended || files.contains(event.target) || turnIt.contains(event.target) || event.isComposing || event.metaKey) return;
    if (event.key === "Tab" && event.target === document.body) return; // on its way into the game
    const ordinary = event.key.length === 1 && !event.ctrlKey && !event.altKey;
    const typing = document.activeElement === field && (ordinary || event.key === "Unidentified");
    const asked = seat.key(event.key, event.code, event.shiftKey, event.ctrlKey, event.altKey, event.metaKey);
    if (asked === "on") {
      canvas.focus(); // from the field, which lies behind it, a step back would lead here
      return;
    }
    if (asked === "full screen") fullScreen();
    else if (asked === "picture") savePicture();
    else if (ordinary && !typing) seat.text(event.key);
    if (!typing && !event.ctrlKey) event.preventDefault();
    follow();
  });
  addEventListener("keyup", (event) => seat.key_up(event.key, event.code));
  field.addEventListener("input", (event) => {
    if (event.isComposing) return;
    if (field.value) seat.text(field.value);
    field.value = "";
  });
  field.addEventListener("compositionend", () => {
    if (field.value) seat.text(field.value);
    field.value = "";
  });
  pointer();
  focusing();
  canvas.addEventListener("wheel", (event) => turnWheel(event), { passive: false });
  document.addEventListener("visibilitychange", () => document.hidden && seat.leave());
  addEventListener("blur", () => seat.leave());
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
}

function follow() {
  // A tablet shows its keyboard only for a field of the page.
  const writes = seat.writes;
  if (writes && document.activeElement !== field) field.focus({ preventScroll: true });
  if (!writes && document.activeElement === field) canvas.focus();
}

let turned = 0;
function turnWheel(event) {
  event.preventDefault();
  turned += event.deltaMode ? event.deltaY * (WHEEL_STEP / 3) : event.deltaY;
  const steps = Math.trunc(turned / WHEEL_STEP);
  turned -= steps * WHEEL_STEP;
  if (steps) seat.wheel(...at(event), -steps);
}

function pointer() {
  const finger = (event) => event.pointerType !== "mouse";
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    if (finger(event)) seat.finger_down(event.pointerId, ...at(event));
    else {
      seat.press(...at(event));
      follow();
    }
    if (document.activeElement !== field) canvas.focus();
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (finger(event)) seat.finger_move(event.pointerId, ...at(event), scale);
    else seat.move(...at(event), (event.buttons & 1) === 1);
  });
  canvas.addEventListener("pointerup", (event) => {
    if (!finger(event)) return;
    seat.finger_up(event.pointerId);
    follow();
  });
  canvas.addEventListener("pointercancel", (event) => seat.finger_lost(event.pointerId));
  canvas.addEventListener("pointerleave", (event) => finger(event) || seat.away());
}

/** The keyboard comes into the game and goes on from it; a screen reader presses what it reads. */
function focusing() {
  let kept = false; // the window was left, and not the game
  canvas.addEventListener("blur", () => (kept = document.activeElement === canvas));
  canvas.addEventListener("focus", ({ relatedTarget }) => {
    // From the field, or by a press, the game has moved its own focus.
    if (!kept && tabbed && relatedTarget !== field) {
      seat.enter(files.contains(relatedTarget) ? -1 : 1);
      follow();
    }
    kept = false;
  });
  let tabbed = true; // into the page; a press is not
  canvas.addEventListener("pointerdown", () => (tabbed = false), { capture: true });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (tabbed = true));
  canvas.addEventListener("click", ({ target }) => {
    const widget = widgetOf(target);
    if (widget) seat.press_named(widget);
    follow();
  });
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

function savePicture() {
  canvas.toBlob((picture) => picture && give("cytokine-storm.png", picture));
}

// What runs here, for whoever looks into the page.
export const running = () => ({ seat, python });

begin().catch((error) => {
  document.getElementById("loading").hidden = true;
  if (error instanceof OpenElsewhere) {
    document.getElementById("elsewhere").hidden = false;
    return;
  }
  document.getElementById("failed").hidden = false;
  document.getElementById("why").textContent = String(error).trim().split("\n").at(-1); // Python's own has its whole way before it
  throw error;
});
