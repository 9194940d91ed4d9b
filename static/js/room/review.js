import { stateOf, STATES, tally } from "./states.js";
import { letters } from "./words.js";

const FILTERS = {
  all: () => true,
  incomplete: (place) => stateOf(place) !== "answered",
  flagged: (place) => place.flagged,
};

/** The review screen: every question with its state, all of them or the ones that need another look. */
export class Review {
  #answers;
  #screen = document.getElementById("review-screen");
  #rows = document.getElementById("review-rows");
  #pattern = document.getElementById("row-pattern").content.firstElementChild;
  #filter = "all";

  /**
   * @param {import("./answers.js").Answers} answers
   * @param {(position: number) => void} go
   */
  constructor(answers, go) {
    this.#answers = answers;
    this.#screen.addEventListener("click", ({ target }) => {
      const filter = target.closest("[data-filter]")?.dataset.filter;
      const position = target.closest("[data-go]")?.dataset.go;
      if (filter) this.#show(filter);
      if (position) go(Number(position));
    });
    answers.onChange(() => this.isOpen && this.#show(this.#filter));
  }

  get isOpen() {
    return !this.#screen.hidden;
  }

  open() {
    this.#screen.hidden = false;
    this.#show(this.#filter);
    scrollTo(0, 0);
    this.#screen.querySelector("h2").focus({ preventScroll: true });
  }

  close() {
    this.#screen.hidden = true;
  }

  #show(filter) {
    this.#filter = filter;
    const places = this.#answers.all();
    for (const button of this.#screen.querySelectorAll("[data-filter]")) {
      button.setAttribute("aria-pressed", String(button.dataset.filter === filter));
      button.querySelector("[data-count]").textContent = places.filter(FILTERS[button.dataset.filter]).length;
    }
    document.getElementById("review-summary").textContent = summary(tally(places));
    const shown = places.filter(FILTERS[filter]);
    this.#rows.replaceChildren(...shown.map((place) => this.#row(place)));
    document.getElementById("review-empty").hidden = shown.length > 0;
    document.getElementById("review-table").hidden = shown.length === 0;
  }

  #row(place) {
    const row = this.#pattern.cloneNode(true);
    const state = stateOf(place);
    row.dataset.state = state;
    row.dataset.position = place.position;
    row.querySelector("[data-go]").dataset.go = place.position;
    row.querySelector("[data-go]").textContent = `Question ${place.position}`;
    row.querySelector("[data-mark]").className = STATES[state].icon && `icon icon-${STATES[state].icon}`;
    row.querySelector("[data-words]").textContent = STATES[state].word;
    row.querySelector("[data-letters]").textContent = letters(place.chosen);
    row.querySelector("[data-flag]").hidden = !place.flagged;
    return row;
  }
}

/** "58 answered, 5 incomplete, 2 not answered", in the words of the rows below; what there is none of stays unsaid. */
function summary({ answered, incomplete, unanswered, flagged }) {
  const parts = [[answered, "answered"], [incomplete, "incomplete"], [unanswered, "not answered"], [flagged, "flagged"]];
  return `${parts.filter(([number]) => number).map((part) => part.join(" ")).join(", ")}.`;
}
