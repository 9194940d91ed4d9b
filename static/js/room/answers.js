import { isGreater } from "./stamps.js";

/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Response} Response */
/** @typedef {{chosen?: number[], flagged?: boolean, struck?: number[]}} Change */

/** What the candidate has given, position by position, as this page knows it. */
export class Answers {
  /** @type {Map<number, Place>} */
  #places;
  #stamps;
  #listeners = [];

  /**
   * @param {Place[]} places
   * @param {import("./stamps.js").Stamps} stamps
   */
  constructor(places, stamps) {
    this.#places = new Map(places.map((place) => [place.position, place]));
    this.#stamps = stamps;
    for (const { counter } of places) stamps.see(counter);
  }

  get total() {
    return this.#places.size;
  }

  /** @returns {Place[]} */
  all() {
    return [...this.#places.values()];
  }

  /**
   * @param {number} position
   * @returns {Place}
   */
  at(position) {
    return this.#places.get(position);
  }

  /** @param {(position: number) => void} listener called after each change of a position */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  /**
   * What an edit makes of a position, newer than all seen before; it stands only once adopted.
   * @param {number} position
   * @param {Change} change
   * @returns {Place}
   */
  draft(position, change) {
    return { ...this.at(position), ...change, ...this.#stamps.next(), claimed_at: new Date().toISOString() };
  }

  /**
   * Takes a response where its stamp is greater; of two times spent, always the greater.
   * @param {Response} response
   */
  adopt(response) {
    const place = this.at(response.position);
    this.#stamps.see(response.counter);
    const seconds = Math.max(place.seconds, response.seconds);
    if (isGreater(response, place)) this.#set({ ...place, ...response, seconds });
    else if (seconds > place.seconds) this.#set({ ...place, seconds });
  }

  /**
   * @param {number} position
   * @param {number} seconds visible time in all
   * @returns {Place}
   */
  spend(position, seconds) {
    return this.#set({ ...this.at(position), seconds });
  }

  #set(place) {
    this.#places.set(place.position, place);
    for (const listener of this.#listeners) listener(place.position);
    return place;
  }
}

/** Whether two responses give the same choice, flag and strike-outs. */
export function saysTheSame(one, other) {
  const words = ({ chosen, flagged, struck }) => JSON.stringify([[...chosen].sort(), flagged, [...struck].sort()]);
  return words(one) === words(other);
}
