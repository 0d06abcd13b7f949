// The host of a live class from which this page came.

const WITHIN_MS = 8000; // a host that does not answer for so long is out of reach

/** Return the host, if the link says that one has served this page (`/seat/?join`); nothing elsewhere. */
export function ownHost() {
  if (!new URLSearchParams(location.search).has("join")) return undefined;
  return {
    address: location.host,
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
