import { Palette } from "./palette.js";
import { Paper } from "./paper.js";
import { Review } from "./review.js";

/** What is in sight: one question or the review screen, and the ways between them. None of them needs the network. */
export class Stage {
  #answers;
  #visits;
  #paper;
  #palette;
  #review;
  #exam = document.getElementById("exam");
  #previous = document.querySelector('button[data-move="previous"]');
  #next = document.querySelector('button[data-move="next"]');
  #flag = document.querySelector("button[data-flag-question]");

  /**
   * @param {import("./answers.js").Answers} answers
   * @param {import("./visits.js").Visits} visits
   * @param {(position: number, change: import("./answers.js").Change) => void} edit
   */
  constructor(answers, visits, edit) {
    [this.#answers, this.#visits] = [answers, visits];
    this.#paper = new Paper(answers, edit);
    this.#palette = new Palette(answers, (position) => this.go(position));
    this.#review = new Review(answers, (position) => this.go(position));
    this.flag = () => edit(this.#paper.position, { flagged: !answers.at(this.#paper.position).flagged });
    this.choose = (option) => this.#review.isOpen || this.#paper.choose(option);
    answers.onChange(() => this.#showFlag());
    this.#listen();
  }

  /** Opens what the address names, else the first question. */
  open() {
    const position = Number(location.hash.slice(1));
    this.#look(this.#answers.at(position) ? position : 1);
    if (location.hash === "#review") this.review();
  }

  /** @param {number} position */
  go(position) {
    if (!this.#answers.at(position)) return;
    this.#look(position);
    this.#paper.focus();
  }

  next() {
    if (this.#review.isOpen) return;
    if (this.#paper.position === this.#answers.total) this.review();
    else this.go(this.#paper.position + 1);
  }

  previous() {
    if (!this.#review.isOpen) this.go(this.#paper.position - 1);
  }

  /** Opens the review screen, or goes back from it to the question. */
  review() {
    if (this.#review.isOpen) {
      this.go(this.#paper.position);
      return;
    }
    this.#visits.look(null);
    this.#exam.hidden = true;
    this.#palette.mark(null);
    this.#review.open();
    this.#name("review", "Review");
  }

  /** Takes the question out of sight, for the clock of visits, while something covers it. */
  rest() {
    this.#visits.look(null);
  }

  resume() {
    this.#visits.look(this.#review.isOpen ? null : this.#paper.position);
  }

  #look(position) {
    this.#review.close();
    this.#exam.hidden = false;
    this.#paper.show(position);
    this.#visits.look(position);
    this.#palette.mark(position);
    this.#previous.disabled = position === 1;
    this.#next.querySelector("[data-words]").textContent = position === this.#answers.total ? "Review" : "Next";
    this.#showFlag();
    this.#name(position, `Question ${position} of ${this.#answers.total}`);
  }

  #showFlag() {
    const isFlagged = this.#answers.at(this.#paper.position)?.flagged ?? false;
    this.#flag.setAttribute("aria-pressed", String(isFlagged));
  }

  #name(hash, title) {
    history.replaceState(null, "", `#${hash}`);
    document.title = `${title} · Rehearsal`;
  }

  #listen() {
    this.#previous.addEventListener("click", () => this.previous());
    this.#next.addEventListener("click", () => this.next());
    this.#flag.addEventListener("click", () => this.flag());
    for (const button of document.querySelectorAll("[data-open-review]")) {
      button.addEventListener("click", () => this.review());
    }
    addEventListener("hashchange", () => this.open());
  }
}
