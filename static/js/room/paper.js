import { furnish, reachWideParts, showPlace } from "./question.js";
import { numberWord } from "./words.js";

/** The questions on the page: one in sight, its inputs, and what the candidate does with them. */
export class Paper {
  #answers;
  #edit;
  #articles = new Map();
  position = 0;

  /**
   * @param {import("./answers.js").Answers} answers
   * @param {(position: number, change: import("./answers.js").Change) => void} edit
   */
  constructor(answers, edit) {
    [this.#answers, this.#edit] = [answers, edit];
    const paper = document.getElementById("paper");
    for (const article of paper.querySelectorAll("article")) {
      this.#articles.set(Number(article.dataset.position), article);
    }
    paper.addEventListener("change", ({ target }) => this.#chose(target));
    paper.addEventListener("click", ({ target }) => this.#clicked(target));
    paper.addEventListener("contextmenu", (event) => this.#rightClicked(event));
    answers.onChange((position) => this.#render(position));
  }

  /** @param {number} position */
  show(position) {
    this.#article?.setAttribute("hidden", "");
    this.position = position;
    furnish(this.#article);
    this.#render(position);
    this.#article.hidden = false;
    reachWideParts(this.#article);
    scrollTo(0, 0);
  }

  focus() {
    this.#article.querySelector("h2").focus({ preventScroll: true });
  }

  /** @param {number} option of the question in sight, counted from 0 */
  choose(option) {
    this.#article.querySelector(`input[value="${option}"]`)?.click();
  }

  get #article() {
    return this.#articles.get(this.position);
  }

  #render(position) {
    if (position === this.position) showPlace(this.#article, this.#answers.at(position));
  }

  #chose(input) {
    const { choose } = this.#answers.at(this.position);
    const chosen = [...this.#article.querySelectorAll(".options input:checked")].map(({ value }) => Number(value));
    if (chosen.length <= choose) {
      this.#edit(this.position, { chosen });
      return;
    }
    input.checked = false;
    this.#article.querySelector("[data-choice-hint]").textContent = `Choose ${numberWord(choose)}: deselect one first.`;
  }

  #clicked(target) {
    if (target.closest("[data-strike]")) this.#strike(Number(target.closest("[data-strike]").dataset.strike));
    if (target.closest("[data-clear]")) {
      this.#edit(this.position, { chosen: [] });
      this.focus();
    }
  }

  #rightClicked(event) {
    const option = event.target.closest(".options li");
    if (!option) return;
    event.preventDefault();
    this.#strike(Number(option.querySelector("input").value));
  }

  // A strike-out is a note: it changes no choice, and a struck option can be chosen.
  #strike(option) {
    const { struck } = this.#answers.at(this.position);
    const others = struck.filter((other) => other !== option);
    const isStruck = others.length < struck.length;
    this.#edit(this.position, { struck: isStruck ? others : [...struck, option].sort((one, other) => one - other) });
  }
}
