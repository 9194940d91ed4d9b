import { isGreater, isSame } from "./stamps.js";
import { toWire } from "./wire.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Response} Response */
/** @typedef {import("./types.js").Result} Result */

const GATHER_MS = 300;
const BACKOFF_S = [1, 2, 4, 8, 16, 30];
const MOST_AT_ONCE = 65;

const key = ({ position, counter, device }) => `${position}:${counter}:${device}`;

/** Carries each change from the candidate's hand to the server: stored first, then sent, then removed when acknowledged. */
export class Outbox {
  #store;
  #wire;
  #url;
  #hear;
  #live = new Set();
  #aside = new Set();
  #sending = null;
  #leaving = null;
  #timer = 0;
  #failures = 0;
  #atOnce = MOST_AT_ONCE;
  #isShut = false;

  /**
   * @param {import("./store.js").Store} store
   * @param {import("./wire.js").Wire} wire
   * @param {string} url
   * @param {{
   *   changed: () => void, time: (reply: any) => void, kept: (entry: Entry) => void, closed: (reply: any) => void,
   *   superseded: (entry: Entry, present: Response, isLive: boolean) => void, malformed: (entry: Entry, why: string) => void,
   * }} hear
   */
  constructor(store, wire, url, hear) {
    [this.#store, this.#wire, this.#url, this.#hear] = [store, wire, url, hear];
  }

  get isSending() {
    return this.#sending !== null;
  }

  /** How many positions hold an edit that the server has not acknowledged. */
  get unsavedCount() {
    return this.#store.entries().filter((entry) => entry.edited).length;
  }

  /** @returns {Entry[]} */
  unsent() {
    return this.#store.entries().filter((entry) => !this.#aside.has(key(entry)));
  }

  /** @param {Response} response an edit, with its new stamp */
  put(response) {
    this.#store.keep({ ...response, edited: true });
    if (this.#wire.isUp) this.#live.add(key(response));
    this.#hear.changed();
    this.#flushIn(GATHER_MS);
  }

  /** @param {Response} response the time spent on a position, which rides with the next edit */
  note(response) {
    const entry = this.#store.entry(response.position);
    if (entry && isGreater(entry, response)) return;
    this.#store.keep({ ...response, edited: Boolean(entry?.edited && isSame(entry, response)) });
  }

  /** Sends all that is unsent, one request at a time; resolves when all is acknowledged, or the line is down. */
  flush() {
    if (this.#isShut) return Promise.resolve();
    this.#sending ??= this.#drain().finally(() => {
      this.#sending = null;
      this.#hear.changed();
    });
    return this.#sending;
  }

  /** Sends what is left while the page goes out of sight; its reply may find nobody. */
  leave() {
    this.#leaving ??= this.#leave().finally(() => (this.#leaving = null));
  }

  /** Stops: the attempt has ended, or is being handed in. */
  shut() {
    this.#isShut = true;
    clearTimeout(this.#timer);
  }

  reopen() {
    this.#isShut = false;
    this.flush();
  }

  /**
   * Keeps an entry on this device without sending it again.
   * @param {Entry} entry
   */
  setAside(entry) {
    this.#aside.add(key(entry));
  }

  /** @param {Entry} entry one that need not be sent any more */
  release(entry) {
    this.#store.release(entry);
    this.#hear.changed();
  }

  /**
   * Takes in what the server answered for entries that were sent.
   * @param {Entry[]} batch
   * @param {Record<string, {outcome: string, present?: Response}>} answers
   */
  learn(batch, answers) {
    for (const entry of batch) {
      const stored = this.#store.entry(entry.position);
      const answer = answers[entry.position];
      if (stored && isSame(stored, entry)) this.#becameOf(stored, entry, answer);
    }
  }

  async #leave() {
    const batch = this.#isShut ? [] : this.unsent().slice(0, MOST_AT_ONCE);
    if (batch.length) this.#settle(batch, await this.#post(batch, { keepalive: true }));
    this.#hear.changed();
  }

  async #drain() {
    clearTimeout(this.#timer);
    this.#atOnce = MOST_AT_ONCE;
    for (let batch = this.unsent(); batch.length && !this.#isShut; batch = this.unsent()) {
      const sent = batch.slice(0, this.#atOnce);
      this.#hear.changed();
      if (!this.#settle(sent, await this.#post(sent))) return;
    }
  }

  #post(batch, options) {
    return this.#wire.post(this.#url, { responses: batch.map(toWire) }, options);
  }

  /**
   * @param {Entry[]} batch
   * @param {Result} result
   * @returns {boolean} whether to go on sending
   */
  #settle(batch, { kind, reply }) {
    if (kind === "done") {
      this.#failures = 0;
      this.learn(batch, reply.answers);
      this.#hear.time(reply);
    } else if (kind === "malformed") {
      this.#malformed(batch, reply?.error ?? "The server could not read it.");
    } else if (kind === "closed") {
      this.shut();
      this.#hear.closed(reply);
    } else {
      this.#live.clear();
      this.#flushIn(1000 * BACKOFF_S[Math.min(this.#failures, BACKOFF_S.length - 1)]);
      this.#failures += 1;
      return false;
    }
    return true;
  }

  #becameOf(stored, sent, answer) {
    if (answer?.outcome === "kept" || answer?.outcome === "already kept") {
      if (stored.seconds > sent.seconds) this.#store.keep({ ...stored, edited: false });
      else this.#store.release(sent);
      this.#hear.kept(sent);
    } else if (answer?.outcome === "superseded") {
      this.#hear.superseded(stored, answer.present, this.#live.has(key(stored)));
    } else {
      this.setAside(stored);
    }
    this.#live.delete(key(sent));
  }

  // One bad record must not hold up the others, and the server names none: they go one by one until it shows.
  #malformed(batch, why) {
    this.#atOnce = 1;
    if (batch.length > 1) return;
    this.setAside(batch[0]);
    this.#hear.malformed(batch[0], why);
  }

  #flushIn(milliseconds) {
    clearTimeout(this.#timer);
    if (!this.#isShut) this.#timer = setTimeout(() => this.flush(), milliseconds);
  }
}
