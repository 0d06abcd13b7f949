// The host of a live class from which this page came.

const WITHIN_MS = 8000; // a host that does not answer for so long is out of reach
const KEPT = "joined"; // code and name of who joined in this tab: a reload types them again, and another tab does not

/** Return what this tab keeps over a reload; a browser that keeps nothing gets something that forgets. */
function kept() {
  try {
    return sessionStorage;
  } catch {
    return { getItem: () => null, setItem: () => {} };
  }
}

/** Return the host, if the link says that one has served this page (`/seat/?join`); nothing elsewhere. */
export function ownHost() {
  if (!new URLSearchParams(location.search).has("join")) return undefined;
  const joined = JSON.parse(kept().getItem(KEPT) ?? "{}");
  return {
    address: location.host,
    code: joined.code ?? "",
    learner: joined.learner ?? "",
    keep(code, learner) {
      kept().setItem(KEPT, JSON.stringify({ code, learner }));
    },
    post(path, body, key, heard) {
      const tell = heard.copy(); // Python lets go of what it hands over when the call returns
      const headers = { "Content-Type": "application/json", ...(key && { "X-Seat": key, "X-Knows": "votes" }) };
      fetch(path, { method: "POST", headers, body, signal: AbortSignal.timeout(WITHIN_MS) })
        .then(async (answer) => [answer.status, await answer.text()])
        .catch(() => [0, ""])
        .then(([status, text]) => tell(status, text))
        .finally(() => tell.destroy());
    },
  };
}
