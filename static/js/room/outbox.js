import { toWire } from "./wire.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Result} Result */

const GATHER_MS = 300;
const BACKOFF_S = [1, 2, 4, 8, 16, 30];
const MOST_AT_ONCE = 65;

/** Carries what lies in the tray to the server, one request at a time, and tries again until it is acknowledged. */
export class Outbox {
  #tray;
  #wire;
  #url;
  #hear;
  #sending = null;
  #leaving = null;
  #timer = 0;
  #restsUntil = 0;
  #failures = 0;
  #atOnce = MOST_AT_ONCE;
  #isShut = false;

  /**
   * @param {import("./tray.js").Tray} tray
   * @param {import("./wire.js").Wire} wire
   * @param {string} url
   * @param {{
   *   changed: () => void, time: (reply: any) => void, closed: (reply: any, sent: Entry[]) => void,
   *   malformed: (entry: Entry, why: string) => void,
   * }} hear
   */
  constructor(tray, wire, url, hear) {
    [this.#tray, this.#wire, this.#url, this.#hear] = [tray, wire, url, hear];
  }

  /** @param {import("./types.js").Response} response an edit: stored now, sent in a moment */
  put(response) {
    this.#tray.put(response, this.#wire.isUp);
    this.#flushIn(GATHER_MS);
  }

  /** Sends all that is unsent; resolves when all is acknowledged, or the line is down, or the server wants a rest. */
  flush() {
    if (this.#isShut) return Promise.resolve();
    if (this.#restMs > 0) {
      this.#flushIn(0);
      return Promise.resolve();
    }
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

  get #restMs() {
    return this.#restsUntil - performance.now();
  }

  async #leave() {
    const batch = this.#isShut ? [] : this.#tray.unsent().slice(0, MOST_AT_ONCE);
    if (batch.length) this.#settle(batch, await this.#post(batch, { keepalive: true }));
    this.#hear.changed();
  }

  async #drain() {
    clearTimeout(this.#timer);
    this.#atOnce = MOST_AT_ONCE;
    for (let unsent = this.#tray.unsent(); unsent.length && !this.#isShut; unsent = this.#tray.unsent()) {
      const batch = unsent.slice(0, this.#atOnce);
      this.#hear.changed();
      if (!this.#settle(batch, await this.#post(batch))) return;
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
  #settle(batch, { kind, reply, restSeconds }) {
    if (kind === "done") {
      this.#failures = 0;
      this.#tray.learn(batch, reply.answers);
      this.#hear.time(reply);
    } else if (kind === "malformed") {
      this.#malformed(batch, reply.error);
    } else if (kind === "closed") {
      this.shut();
      this.#hear.closed(reply, batch);
    } else {
      this.#tray.age();
      this.#restsUntil = performance.now() + 1000 * restSeconds;
      this.#flushIn(1000 * BACKOFF_S[Math.min(this.#failures, BACKOFF_S.length - 1)]);
      this.#failures += 1;
      return false;
    }
    return true;
  }

  // One bad record must not hold up the others, and the server names none: they go one by one until it shows.
  #malformed(batch, why) {
    this.#atOnce = 1;
    if (batch.length > 1) return;
    this.#tray.setAside(batch[0]);
    this.#hear.malformed(batch[0], why);
  }

  #flushIn(milliseconds) {
    clearTimeout(this.#timer);
    if (!this.#isShut) this.#timer = setTimeout(() => this.flush(), Math.max(milliseconds, this.#restMs));
  }
}
