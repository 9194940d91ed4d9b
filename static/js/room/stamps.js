/** @typedef {import("./types.js").Stamp} Stamp */

/**
 * Whether the first stamp is newer: by counter, ties by device.
 * @param {Stamp} one
 * @param {Stamp} other
 */
export function isGreater(one, other) {
  return one.counter === other.counter ? one.device > other.device : one.counter > other.counter;
}

/**
 * @param {Stamp} one
 * @param {Stamp} other
 */
export function isSame(one, other) {
  return one.counter === other.counter && one.device === other.device;
}

/** Gives each edit a stamp that is newer than every stamp seen so far for the attempt. */
export class Stamps {
  #greatest = 0;
  #device = newDevice();

  /** @param {number | undefined} counter */
  see(counter) {
    this.#greatest = Math.max(this.#greatest, counter ?? 0);
  }

  /** @returns {Stamp} */
  next() {
    this.#greatest += 1;
    return { counter: this.#greatest, device: this.#device };
  }
}

// randomUUID would be shorter, but does not exist on plain HTTP.
function newDevice() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
