import { prefer, preference } from "./preferences.js";

const QUESTION = "question";
const NAMES = /^#(review|\d+)$/;

/**
 * Names what is in sight in the page's address and in the browser's history, so that a reload finds it again and Back
 * closes the review screen. Questions follow each other in one entry of the history; Back leaves the room from there.
 */
export class Address {
  #attempt;

  /**
   * @param {number} attempt
   * @param {(isReturn: boolean) => void} moved called when the history moved, back to the question or elsewhere
   */
  constructor(attempt, moved) {
    this.#attempt = attempt;
    // Other addresses, such as the skip link's, lead to a place on what is in sight.
    addEventListener("popstate", () => NAMES.test(location.hash) && moved(history.state === QUESTION));
  }

  get isReview() {
    return location.hash === "#review";
  }

  /** The position that is named; without one, where this browser was last, or 0. */
  get position() {
    const [attempt, last] = (preference("position") ?? "").split(":").map(Number);
    return Number(location.hash.slice(1)) || (attempt === this.#attempt ? last : 0);
  }

  /**
   * @param {number} position
   * @param {boolean} isFromReview
   */
  nameQuestion(position, isFromReview) {
    const isAbove = isFromReview && history.state === "review";
    history.replaceState(QUESTION, "", `#${position}`);
    prefer("position", `${this.#attempt}:${position}`);
    if (isAbove) history.back();
  }

  nameReview() {
    history.pushState("review", "", "#review");
  }
}
