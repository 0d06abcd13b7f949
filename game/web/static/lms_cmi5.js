// Tells a learning record store by cmi5 what came of the cases. Part of a package, and of no other seat.
import { CLOSED, lesson, outcome, say } from "./lms_outcome.js";

const VERBS = "http://adlnet.gov/expapi/verbs/";
const CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/";
const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
const KEPT = "cytokine-storm"; // our document among the state of the activity: what was told, and the score that failed
const VERSION = "1.0.3";
const AGAIN_AFTER_MS = [1000, 3000, 9000, 27000, 60000];

const asked = new URLSearchParams(location.search);
const endpoint = `${(asked.get("endpoint") ?? "").replace(/\/+$/, "")}/`;
const actor = asked.get("actor") ?? "";
const registration = asked.get("registration") ?? "";
const activity = asked.get("activityId") ?? "";
const begun = Date.now();
// A launch gives its key once, and ends with the page: what is known of it outlives a reload.
const place = `cmi5 ${asked.get("fetch")}`;
const visit = JSON.parse(sessionStorage.getItem(place) ?? "{}");
const keep = (changes) => sessionStorage.setItem(place, JSON.stringify(Object.assign(visit, changes)));

async function key() {
  if (!visit.key) {
    const answer = await fetch(asked.get("fetch"), { method: "POST" });
    const found = (await answer.json())["auth-token"];
    if (!found) throw new Error("no key");
    keep({ key: found });
  }
  return visit.key;
}

async function request(method, path, parameters, body, extra) {
  const headers = { Authorization: `Basic ${await key()}`, "X-Experience-API-Version": VERSION, ...extra };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const address = `${endpoint}${path}?${new URLSearchParams(parameters)}`;
  const answer = await fetch(address, { method, headers, body: body && JSON.stringify(body), keepalive: true });
  if (!answer.ok && answer.status !== 404) throw Object.assign(new Error(path), { status: answer.status });
  return answer.status === 200 ? { value: await answer.json(), tag: answer.headers.get("ETag") } : { value: null };
}

/** Ask again and again, as networks fail; what a store refuses for good stays refused. */
async function persistently(ask) {
  for (const wait of [...AGAIN_AFTER_MS, null]) {
    try {
      return await ask();
    } catch (error) {
      if (wait === null || (error.status >= 400 && error.status < 500 && error.status !== 429)) throw error;
      await new Promise((done) => setTimeout(done, wait));
    }
  }
}

const state = (stateId) => ({ activityId: activity, agent: actor, registration, stateId });

/** Return a number for each statement. Where a page is not secure, a browser has no function for it. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}

function statement(verb, result, { judged = false, least = 0 } = {}) {
  const context = structuredClone(launch.contextTemplate ?? {});
  context.registration = registration;
  context.contextActivities ??= {};
  const categories = [...(context.contextActivities.category ?? []), { id: `${CATEGORIES}cmi5` }];
  if (judged) categories.push({ id: `${CATEGORIES}moveon` });
  const ids = new Set();
  context.contextActivities.category = categories.filter((one) => !ids.has(one.id) && ids.add(one.id));
  if (least > 0) context.extensions = { ...context.extensions, [MASTERY]: least / 100 };
  const made = {
    id: uuid(),
    actor: JSON.parse(actor),
    verb: { id: `${VERBS}${verb}`, display: { en: verb } },
    object: { objectType: "Activity", id: activity },
    context,
    timestamp: new Date().toISOString(),
  };
  return result === null ? made : { ...made, result };
}

const duration = () => `PT${((Date.now() - begun) / 1000).toFixed(2)}S`;
const tell = (made) => persistently(() => request("PUT", "statements", { statementId: made.id }, made));

let launch = {};
let known = {};
let judged = null; // what `failed` will say, if nothing better comes by the end of the visit

async function begin() {
  if (visit.ended) throw new Error("ended");
  launch = (await persistently(() => request("GET", "activities/state", state("LMS.LaunchData")))).value ?? {};
  await persistently(() => request("GET", "agents/profile", { agent: actor, profileId: "cmi5LearnerPreferences" }));
  known = (await persistently(() => request("GET", "activities/state", state(KEPT)))).value ?? {};
  if (!visit.begun) {
    await tell(statement("initialized", null));
    keep({ begun: true });
  }
}

/** Keep what was told among the state of the activity, so that no later visit tells it again. */
function remember(changes) {
  known = { ...known, ...changes };
  return persistently(() => request("PUT", "activities/state", state(KEPT), known));
}

async function once(verb, made) {
  if (known[verb]) return;
  await tell(made);
  await remember({ [verb]: true });
}

const ready = begin();
ready.catch(() => say(CLOSED));
let turn = ready; // one after the other, so that nothing is told twice

async function told(cases) {
  await ready; // a visit that the system has closed, or that could not begin, has nothing to tell
  if ((launch.launchMode ?? "Normal") !== "Normal") return;
  const what = await lesson();
  // 0.55 times 100 is more than 55, and a score of 55 would not pass.
  const least = launch.masteryScore > 0 ? Number((launch.masteryScore * 100).toFixed(4)) : what.least_score;
  const found = outcome(what, cases, least);
  if (found === null || !found.done) return;
  await once("completed", statement("completed", { completion: true, duration: duration() }, { judged: true }));
  if (found.score === null) return;
  const score = { scaled: found.score / 100, raw: found.score, min: 0, max: 100 };
  const result = { success: found.passed, score, duration: duration() };
  if (found.passed) await once("passed", statement("passed", result, { judged: true, least }));
  judged = found.passed === false ? { result, least } : null;
}

function finished(cases) {
  turn = turn.then(() => told(cases)).catch(() => {});
  return turn;
}

addEventListener("pagehide", () => {
  if (!visit.begun || visit.ended) return;
  keep({ ended: true });
  const last = [];
  // A visit has one judgement: whoever failed may have passed by its end. One that came no further repeats none.
  if (judged && !known.passed && !(known.failed >= judged.result.score.raw)) {
    last.push(statement("failed", { ...judged.result, duration: duration() }, { judged: true, least: judged.least }));
    remember({ failed: judged.result.score.raw }).catch(() => {});
  }
  last.push(statement("terminated", { duration: duration() }));
  const headers = { Authorization: `Basic ${visit.key}`, "X-Experience-API-Version": VERSION };
  headers["Content-Type"] = "application/json";
  fetch(`${endpoint}statements`, { method: "POST", headers, body: JSON.stringify(last), keepalive: true });
});

/** Go where the system wants its learners back, if it said so: a visit ends with the page, and a reload begins none. */
function leave() {
  if (!/^https?:/.test(launch.returnURL ?? "")) return false;
  location.assign(launch.returnURL);
  return true;
}

globalThis.learningSystem = { learner: Promise.resolve(`${actor} ${registration}`), finished, leave };
