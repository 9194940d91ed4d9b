/** @typedef {import("./types.js").Result} Result */

const PATIENCE_MS = 10_000;
const KINDS = {
  200: "done", 400: "malformed", 401: "logged out", 403: "forbidden", 404: "missing", 409: "closed", 413: "malformed",
};
/** What only the application itself says about work that was sent. */
const VERDICTS = ["done", "closed", "malformed"];

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
    const isWell = VERDICTS.includes(result.kind);
    this.failures = isWell ? 0 : this.failures + 1;
    this.trouble = isWell ? null : result.kind;
    this.#onChange();
    return result;
  }
}

/** @returns {Promise<Result>} */
async function request(url, options) {
  const unreachable = { kind: "unreachable", reply: null };
  try {
    const response = await fetch(url, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
    const kind = KINDS[response.status];
    const reply = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
    // A page where JSON is due comes from something in between: a proxy, or a network that wants a log-in.
    return !kind || (!reply && VERDICTS.includes(kind)) ? unreachable : { kind, reply };
  } catch {
    return unreachable;
  }
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
