import { Address } from "./address.js";
import { Palette } from "./palette.js";
import { Paper } from "./paper.js";
import { Review } from "./review.js";
import { stateOf } from "./states.js";

/** What is in sight: one question or the review screen, and the ways between them. None of them needs the network. */
export class Stage {
  #address;
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
   * @param {number} attempt
   * @param {import("./answers.js").Answers} answers
   * @param {import("./visits.js").Visits} visits
   * @param {(position: number, change: import("./answers.js").Change) => void} edit
   */
  constructor(attempt, answers, visits, edit) {
    this.#address = new Address(attempt, (isReturn) => (isReturn ? this.go(this.#paper.position) : this.open()));
    [this.#answers, this.#visits] = [answers, visits];
    this.#paper = new Paper(answers, edit);
    this.#palette = new Palette(answers, (position) => this.go(position));
    this.#review = new Review(answers, (position) => this.go(position));
    this.flag = () => edit(this.#paper.position, { flagged: !answers.at(this.#paper.position).flagged });
    this.choose = (option) => this.#review.isOpen || this.#paper.choose(option);
    answers.onChange(() => this.#showFlag());
    this.#listen();
  }

  /** Opens what the address names, else where this browser was last, else the first question not seen. */
  open() {
    const { isReview, position } = this.#address;
    if (isReview && this.#review.isOpen) return;
    this.#look(this.#answers.at(position) ? position : this.#firstUnseen);
    if (isReview) this.review();
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
    this.#address.nameReview();
    entitle("Review");
  }

  /** Takes the question out of sight, for the clock of visits, while something covers it. */
  rest() {
    this.#visits.look(null);
  }

  resume() {
    this.#visits.look(this.#review.isOpen ? null : this.#paper.position);
  }

  get #firstUnseen() {
    return this.#answers.all().find((place) => stateOf(place) === "unseen")?.position ?? 1;
  }

  #look(position) {
    const isFromReview = this.#review.isOpen;
    this.#review.close();
    this.#exam.hidden = false;
    this.#paper.show(position);
    this.#visits.look(position);
    this.#palette.mark(position);
    this.#previous.disabled = position === 1;
    this.#next.querySelector("[data-words]").textContent = position === this.#answers.total ? "Review" : "Next";
    this.#showFlag();
    this.#address.nameQuestion(position, isFromReview);
    entitle(`Question ${position} of ${this.#answers.total}`);
  }

  #showFlag() {
    const isFlagged = this.#answers.at(this.#paper.position)?.flagged ?? false;
    this.#flag.setAttribute("aria-pressed", String(isFlagged));
  }

  #listen() {
    this.#previous.addEventListener("click", () => this.previous());
    this.#next.addEventListener("click", () => this.next());
    this.#flag.addEventListener("click", () => this.flag());
    for (const button of document.querySelectorAll("[data-open-review]")) {
      button.addEventListener("click", () => this.review());
    }
  }
}

function entitle(title) {
  document.title = `${title} · Rehearsal`;
}
