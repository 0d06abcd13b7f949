// Tells a learning management system by SCORM 1.2 what came of the cases. Part of a package, and of no other seat.
import { CLOSED, lesson, outcome, say } from "./lms_outcome.js";

const HIGHEST = 12; // windows above this one; a system is not nested deeper

/** Find the system's door: in a window above this one, or in those above the window that opened it. */
function door() {
  for (const from of [window, window.opener]) {
    let here = from;
    for (let step = 0; here && step < HIGHEST; step += 1) {
      try {
        if (here.API) return here.API;
      } catch {
        break; // a window of another site
      }
      if (here.parent === here) break;
      here = here.parent;
    }
  }
  return null;
}

/** Return a time span as HHHH:MM:SS. */
function span(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (number) => String(number).padStart(2, "0");
  return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

const api = door();
const begun = Date.now();
const open = api !== null && String(api.LMSInitialize("")) === "true";
if (!open) say(CLOSED);
const read = (name) => (open ? String(api.LMSGetValue(name) ?? "") : "");
const write = (name, value) => open && api.LMSSetValue(name, String(value));
const DONE = ["completed", "passed", "failed"];
const before = read("cmi.core.lesson_status");
if (open && !DONE.includes(before)) {
  write("cmi.core.lesson_status", "incomplete");
  api.LMSCommit("");
}

let told = "";
let scored = false;
async function finished(cases) {
  const what = await lesson();
  const own = Number.parseFloat(read("cmi.student_data.mastery_score"));
  const found = outcome(what, cases, own > 0 ? own : what.least_score);
  // Before all is done there is no score: a system would judge the course by it.
  if (found === null || !found.done || JSON.stringify(found) === told) return;
  told = JSON.stringify(found);
  scored = found.score !== null;
  // What was reached on an earlier visit, perhaps on another machine, is not taken back.
  const had = Number.parseFloat(read("cmi.core.score.raw"));
  if (found.score !== null) {
    write("cmi.core.score.min", 0);
    write("cmi.core.score.max", 100);
    if (!(had > found.score)) write("cmi.core.score.raw", found.score);
  }
  const status = found.passed ? "passed" : found.passed === null ? "completed" : "failed";
  const now = read("cmi.core.lesson_status");
  // A level that dice ended may bring the mean down once it has a score: a pass is not taken back, on this visit either.
  const judgedBefore = now === "passed" || (now === "failed" && found.passed === null);
  if (!judgedBefore) write("cmi.core.lesson_status", status);
  if (open) api.LMSCommit("");
}

addEventListener("pagehide", () => {
  if (!open) return;
  // What is not finished goes on at the next visit; after a plain end a system begins anew.
  write("cmi.core.exit", scored || DONE.includes(before) ? "" : "suspend");
  write("cmi.core.session_time", span(Date.now() - begun));
  api.LMSCommit("");
  api.LMSFinish("");
});

globalThis.learningSystem = { learner: Promise.resolve(read("cmi.core.student_id")), finished };
