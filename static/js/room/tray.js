import { isGreater, isSame } from "./stamps.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Response} Response */

const key = ({ position, counter, device }) => `${position}:${counter}:${device}`;

/** What waits to be sent, and what becomes of it once the server has answered. */
export class Tray {
  #store;
  #hear;
  /** Edits made in this page while online: they know what they replace. */
  #live = new Set();
  #aside = new Set();

  /**
   * @param {import("./store.js").Store} store
   * @param {{
   *   changed: () => void, kept: (entry: Entry) => void,
   *   superseded: (entry: Entry, present: Response, isLive: boolean) => void,
   * }} hear
   */
  constructor(store, hear) {
    [this.#store, this.#hear] = [store, hear];
  }

  /** How many positions hold an edit that the server has not acknowledged. */
  get unsavedCount() {
    return this.#store.entries().filter((entry) => entry.edited).length;
  }

  /** @returns {Entry[]} */
  unsent() {
    return this.#store.entries().filter((entry) => !this.#aside.has(key(entry)));
  }

  /**
   * @param {Response} response an edit, with its new stamp
   * @param {boolean} isLive
   */
  put(response, isLive) {
    this.#store.keep({ ...response, edited: true });
    if (isLive) this.#live.add(key(response));
    this.#hear.changed();
  }

  /** @param {Response} response the time spent on a position, which rides with the next edit */
  note(response) {
    const entry = this.#store.entry(response.position);
    if (entry && isGreater(entry, response)) return;
    this.#store.keep({ ...response, edited: Boolean(entry?.edited && isSame(entry, response)) });
  }

  /** @param {Entry} entry one to keep on this device without sending it again */
  setAside(entry) {
    this.#aside.add(key(entry));
  }

  /** @param {Entry} entry one that need not be sent any more */
  release(entry) {
    this.#store.release(entry);
    this.#hear.changed();
  }

  /** The line was down: what waits may have been overtaken by another device meanwhile. */
  age() {
    this.#live.clear();
  }

  /**
   * Takes in what the server answered for entries that were sent.
   * @param {Entry[]} batch
   * @param {Record<string, {outcome: string, present?: Response}>} answers
   */
  learn(batch, answers) {
    for (const entry of batch) {
      const stored = this.#store.entry(entry.position);
      if (stored && isSame(stored, entry)) this.#becameOf(stored, entry, answers[entry.position]);
      this.#live.delete(key(entry));
    }
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
  }
}
