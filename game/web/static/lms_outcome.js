// What a learning management system is told of the cases that were finished: the same for SCORM and cmi5.

/**
 * What the package was made for: levels of a session with their tries (0 for any number) and the fingerprint of its
 * pack, the score that passes, and which deaths are the dice's.
 */
export async function lesson() {
  const answer = await fetch("lms.json");
  return await answer.json();
}

/** Say whether dice ended a case before anything was decided, by the rule of the game: it earns nothing. */
function byDice(one, early) {
  return early.endings.includes(one.ending) && one.tick < early.before_tick && one.score > early.above_score;
}

/**
 * Return the score of 0 to 100, whether all is done, and whether it is good enough; null where nothing is finished.
 *
 * Without a session any finished case will do, and the best one counts. With one, each of its levels counts with its
 * best try, and one that was not finished with none. What dice ended early has no score: it is no best, and where no
 * try is left its level stays out of the mean. It holds nobody up where the session does not: where no score is asked
 * for, or the tries are used up. The score is null as long as one is still to come, or where dice ended all.
 */
export function outcome(lesson, finished, least) {
  const own = finished.filter((one) => one.session === lesson.session);
  if (own.length === 0) return null;
  const levels = (lesson.session ? lesson.levels : [null]).map((level, index) => {
    const played = own.filter((one) => level === null || one.level === level);
    const scores = played.filter((one) => !byDice(one, lesson.early)).map((one) => one.score);
    const tries = lesson.tries[index] ?? 0;
    return { played: played.length > 0, scores, usedUp: tries > 0 && played.length >= tries };
  });
  const freely = lesson.least_score === 0;
  const done = levels.every(({ played, scores, usedUp }) => scores.length > 0 || (played && (freely || usedUp)));
  const best = levels.flatMap(({ scores }) => (scores.length > 0 ? [Math.max(...scores)] : []));
  const settled = best.length > 0 && levels.every(({ scores, usedUp }) => scores.length > 0 || usedUp);
  const score = settled ? Math.round(best.reduce((sum, one) => sum + one, 0) / best.length) : null;
  return { score, done, passed: least > 0 && score !== null ? score >= least : null };
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
