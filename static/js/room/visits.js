/** Measures how long each question has been in sight, by the monotonic clock. */
export class Visits {
  #answers;
  #onSpent;
  #position = null;
  #since = null;
  /** Milliseconds beyond the whole seconds that a position's response states. */
  #rest = new Map();

  /**
   * @param {import("./answers.js").Answers} answers
   * @param {(place: import("./types.js").Place) => void} onSpent
   */
  constructor(answers, onSpent) {
    [this.#answers, this.#onSpent] = [answers, onSpent];
  }

  /** @param {number | null} position what is in sight now; null for no question */
  look(position) {
    this.settle();
    this.#position = position;
    this.#since = position !== null && document.visibilityState === "visible" ? performance.now() : null;
  }

  /** Books the time up to now; a question that has been in sight has at least 1 second. */
  settle() {
    if (this.#since === null) return;
    const now = performance.now();
    const { seconds } = this.#answers.at(this.#position);
    const milliseconds = (this.#rest.get(this.#position) ?? 0) + now - this.#since;
    const spent = Math.max(seconds ? 0 : 1, Math.floor(milliseconds / 1000));
    this.#rest.set(this.#position, Math.max(0, milliseconds - 1000 * spent));
    this.#since = now;
    if (spent) this.#onSpent(this.#answers.spend(this.#position, seconds + spent));
  }

  pause() {
    this.settle();
    this.#since = null;
  }

  resume() {
    this.look(this.#position);
  }
}
