// What a learning management system is told of the cases that were finished: the same for SCORM and cmi5.

/** What the package was made for: levels of a session with the fingerprint of its pack, and the score that passes. */
export async function lesson() {
  const answer = await fetch("lms.json");
  return await answer.json();
}

/**
 * Return the score of 0 to 100, whether all is done, and whether it is good enough; null where nothing is finished.
 *
 * Without a session any finished case will do, and the best one counts. With one, each of its levels counts with its
 * best try, and one that was not finished with none.
 */
export function outcome(lesson, finished, least) {
  const best = new Map();
  for (const one of finished) {
    if (one.session !== lesson.session) continue;
    const level = lesson.session ? one.level : "";
    best.set(level, Math.max(best.get(level) ?? 0, one.score));
  }
  if (best.size === 0) return null;
  const levels = lesson.session ? lesson.levels : [""];
  const scores = levels.map((level) => best.get(level) ?? 0);
  const score = Math.round(scores.reduce((sum, one) => sum + one, 0) / scores.length);
  const done = levels.every((level) => best.has(level));
  return { score, done, passed: least > 0 ? done && score >= least : null };
}

/** Show a sentence of the page's above the game, for a learner whose score does not arrive. */
export function say(sentence) {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.className = "told";
  line.textContent = sentence;
  document.body.prepend(line);
}

export const CLOSED = document.body.dataset.closed;
