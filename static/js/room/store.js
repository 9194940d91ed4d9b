import { isGreater } from "./stamps.js";

/** @typedef {import("./types.js").Entry} Entry */

/**
 * The unsent work of one candidate in one attempt, in the browser's own storage.
 *
 * Each edit has a key of its own, stamp included: two tabs may see each other's writes late, and so no tab ever writes
 * over or removes an edit of another that it has not seen.
 */
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
      localStorage.setItem(this.#key(entry), JSON.stringify(entry));
      this.#memory.delete(entry.position);
    } catch {
      // What is older stays stored meanwhile: it is better than nothing, should the page go down.
      this.#memory.set(entry.position, entry);
      this.#onFailure();
      return;
    }
    // What is older would come back once this entry has been sent.
    for (const older of this.#stored(entry.position)) if (isGreater(entry, older)) this.#remove(older);
  }

  /**
   * @param {number} position
   * @returns {Entry | null}
   */
  entry(position) {
    const known = [this.#memory.get(position), ...this.#stored(position)].filter(Boolean);
    return known.reduce((newest, entry) => (newest && isGreater(newest, entry) ? newest : entry), null);
  }

  /**
   * All that is unsent, by position.
   * @returns {Entry[]}
   */
  entries() {
    const positions = new Set([...this.#memory.keys(), ...keysOf(this.#prefix).map((key) => Number(key.split(":")[3]))]);
    return [...positions].sort((one, other) => one - other).map((position) => this.entry(position)).filter(Boolean);
  }

  /**
   * Removes an entry and what is older; an edit made since stays.
   * @param {Entry} entry
   */
  release(entry) {
    const inMemory = this.#memory.get(entry.position);
    if (inMemory && !isGreater(inMemory, entry)) this.#memory.delete(entry.position);
    for (const stored of this.#stored(entry.position)) if (!isGreater(stored, entry)) this.#remove(stored);
  }

  clear() {
    for (const entry of this.entries()) this.release(entry);
  }

  #key({ position, counter, device }) {
    return `${this.#prefix}${position}:${counter}:${device}`;
  }

  #stored(position) {
    return keysOf(`${this.#prefix}${position}:`).map((key) => this.#read(key)).filter(Boolean);
  }

  #remove(entry) {
    try {
      localStorage.removeItem(this.#key(entry));
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
