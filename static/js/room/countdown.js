import { announce, dismiss, notify } from "./notices.js";
import { preference, prefer } from "./preferences.js";
import { clockFace, count } from "./words.js";

const WARN_AT_MINUTES = [1, 5, 10, 30];
const ALWAYS_SHOWN_S = 5 * 60;

/** The time left, from the last reply and the monotonic clock; its display, and the warnings. */
export class Countdown {
  #left = 0;
  #at = 0;
  #shownLast = 0;
  #isZeroTold = false;
  #stands = false;
  #isHidden = preference("countdown") === "hidden";
  #onZero;
  #face = document.getElementById("countdown");
  #faces = document.querySelectorAll("[data-time-left]");
  #button = document.querySelector("[data-countdown-switch]");

  /**
   * @param {number} secondsLeft
   * @param {() => void} onZero called each time that the countdown comes to its end
   */
  constructor(secondsLeft, onZero) {
    this.#onZero = onZero;
    this.#shownLast = secondsLeft;
    this.correct(secondsLeft);
    this.#button.addEventListener("click", () => this.#turn());
    this.#tick();
  }

  get secondsLeft() {
    if (this.#stands) return this.#left;
    return Math.max(0, this.#left - (performance.now() - this.#at) / 1000);
  }

  /** @param {number} secondsLeft by the server's clock, now */
  correct(secondsLeft) {
    if (secondsLeft > this.secondsLeft + 60) dismiss("time");
    [this.#left, this.#at] = [secondsLeft, performance.now()];
    if (secondsLeft > 0) this.#isZeroTold = false;
    this.show();
  }

  /** @param {boolean} stands whether the clock stands, as it does in a pause */
  stand(stands) {
    if (stands === this.#stands) return;
    [this.#left, this.#at] = [this.secondsLeft, performance.now()];
    this.#stands = stands;
    this.show();
  }

  show() {
    const left = this.secondsLeft;
    this.#warn(left);
    this.#shownLast = left;
    const isFixed = left <= ALWAYS_SHOWN_S;
    for (const face of this.#faces) face.textContent = clockFace(left);
    this.#face.parentElement.classList.toggle("is-short", isFixed);
    this.#face.hidden = this.#isHidden && !isFixed;
    this.#button.hidden = isFixed;
    this.#button.textContent = this.#isHidden ? "Show time" : "Hide time";
  }

  #tick() {
    this.show();
    if (this.secondsLeft === 0 && !this.#isZeroTold) {
      this.#isZeroTold = true;
      this.#onZero();
    }
    setTimeout(() => this.#tick(), (!this.#stands && (1000 * this.secondsLeft) % 1000) || 1000);
  }

  #turn() {
    this.#isHidden = !this.#isHidden;
    prefer("countdown", this.#isHidden ? "hidden" : "shown");
    this.show();
  }

  #warn(left) {
    const minutes = WARN_AT_MINUTES.find((minutes) => left <= 60 * minutes && this.#shownLast > 60 * minutes);
    if (!minutes || left === 0) return;
    const text = `${count(minutes, "minute")} left.`;
    notify("time", "warn", text);
    announce(text, "assertive");
  }
}
