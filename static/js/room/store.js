import { isSame } from "./stamps.js";

/** @typedef {import("./types.js").Entry} Entry */

/** The unsent work of one candidate in one attempt, in the browser's own storage, an entry a position. */
export class Store {
  #prefix;
  #onFailure;
  /** @type {Map<number, Entry>} */
  #memory = new Map();

  /**
   * @param {string} candidate
   * @param {string} attempt
   * @param {() => void} onFailure called when the storage is forbidden or full, and entries live in this page alone
   */
  constructor(candidate, attempt, onFailure = () => {}) {
    this.#prefix = `rehearsal:${candidate}:${attempt}:`;
    this.#onFailure = onFailure;
  }

  get isDurable() {
    return this.#memory.size === 0;
  }

  /** @param {Entry} entry */
  keep(entry) {
    try {
      localStorage.setItem(this.#prefix + entry.position, JSON.stringify(entry));
      this.#memory.delete(entry.position);
    } catch {
      // What stands there is older; were it left, it would come back once this entry has been sent.
      this.#remove(entry.position);
      this.#memory.set(entry.position, entry);
      this.#onFailure();
    }
  }

  /**
   * @param {number} position
   * @returns {Entry | null}
   */
  entry(position) {
    return this.#memory.get(position) ?? this.#read(this.#prefix + position);
  }

  /**
   * All that is unsent, by position.
   * @returns {Entry[]}
   */
  entries() {
    const stored = keysOf(this.#prefix).map((key) => this.#read(key)).filter(Boolean);
    return [...stored, ...this.#memory.values()].sort((one, other) => one.position - other.position);
  }

  /**
   * Removes an entry, unless it has been edited again since.
   * @param {Entry} entry
   */
  release(entry) {
    const present = this.entry(entry.position);
    if (present && isSame(present, entry)) this.#remove(entry.position);
  }

  clear() {
    for (const { position } of this.entries()) this.#remove(position);
  }

  #remove(position) {
    this.#memory.delete(position);
    try {
      localStorage.removeItem(this.#prefix + position);
    } catch {
      // Where storage is forbidden there is nothing to remove.
    }
  }

  #read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }
}

/** The attempts of which this browser holds unsent work of a candidate. */
export function attemptsWithWork(candidate) {
  return [...new Set(keysOf(`rehearsal:${candidate}:`).map((key) => key.split(":")[2]))];
}

function keysOf(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
