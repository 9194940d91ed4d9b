/** @typedef {import("./types.js").Result} Result */

const PATIENCE_MS = 10_000;
// Who asks for more would cost the candidate the exam.
const LONGEST_REST_S = 60;
const KINDS = {
  200: "done", 400: "malformed", 401: "logged out", 403: "forbidden", 404: "missing", 409: "closed", 413: "malformed",
};
/** What only the application itself says about work that was sent, and what none of these replies is without. */
const VERDICTS = { done: ["seconds_left", "closed"], closed: ["report"], malformed: ["error"] };

/** The line to the server: what became of a request, and whether the line stands. */
export class Wire {
  #onChange;
  /** The last request's trouble, null while all is well. */
  trouble = null;
  failures = 0;

  /** @param {() => void} onChange called when the line comes, goes, or has another trouble */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  get isUp() {
    return this.trouble === null && navigator.onLine;
  }

  /** @returns {Promise<Result>} */
  post(url, body, { keepalive = false } = {}) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
    return this.#ask(url, { method: "POST", headers, body: JSON.stringify(body), keepalive });
  }

  /** @returns {Promise<Result>} */
  get(url) {
    return this.#ask(url, { cache: "no-store" });
  }

  async #ask(url, options) {
    const result = await request(url, options);
    const isWell = result.kind in VERDICTS;
    this.failures = isWell ? 0 : this.failures + 1;
    this.trouble = isWell ? null : result.kind;
    this.#onChange();
    return result;
  }
}

/** @returns {Promise<Result>} */
async function request(url, options) {
  const unreachable = { kind: "unreachable", reply: null, restSeconds: 0 };
  try {
    const response = await fetch(url, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
    const kind = KINDS[response.status];
    const reply = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
    const restSeconds = restOf(response);
    return !kind || !isOurs(kind, reply) ? { ...unreachable, restSeconds } : { kind, reply, restSeconds };
  } catch {
    return unreachable;
  }
}

// Another answer where a verdict is due comes from something in between: a proxy, or a network that wants a log-in.
function isOurs(kind, reply) {
  return !VERDICTS[kind] || VERDICTS[kind].some((part) => part in Object(reply));
}

/** For how many seconds a server asks to be left alone. */
function restOf({ status, headers }) {
  const seconds = [429, 503].includes(status) ? Number(headers.get("Retry-After")) || 0 : 0;
  return Math.min(Math.max(seconds, 0), LONGEST_REST_S);
}

// Read at each request, since logging in again in another tab changes it.
function csrfToken() {
  return cookie("__Host-csrftoken") ?? cookie("csrftoken") ?? "";
}

function cookie(name) {
  return document.cookie.match(`(?:^|; )${name}=([^;]+)`)?.[1];
}

/**
 * What of an entry the server is told.
 * @param {import("./types.js").Entry} entry
 * @returns {import("./types.js").Response}
 */
export function toWire({ position, counter, device, chosen, flagged, struck, seconds, claimed_at }) {
  return { position, counter, device, chosen, flagged, struck, seconds, claimed_at };
}
