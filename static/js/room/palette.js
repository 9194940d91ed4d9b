import { stateOf, STATES } from "./states.js";

/** The overview of all positions; each is a button that leads there. */
export class Palette {
  #answers;
  #details = document.getElementById("palette");
  #cells = new Map();
  #current = null;

  /**
   * @param {import("./answers.js").Answers} answers
   * @param {(position: number) => void} go
   */
  constructor(answers, go) {
    this.#answers = answers;
    // Beside the question there is room for it; below, it would push everything else away.
    this.#details.open = matchMedia("(width >= 60rem)").matches;
    document.querySelector("[data-open-palette]").addEventListener("click", () => this.#comeUp());
    const list = document.getElementById("palette-cells");
    const pattern = document.getElementById("cell-pattern").content.firstElementChild;
    for (const { position } of answers.all()) {
      const item = pattern.cloneNode(true);
      const cell = item.querySelector("button");
      cell.dataset.go = position;
      cell.querySelector("[data-number]").textContent = position;
      this.#cells.set(position, cell);
      this.#show(position);
      list.append(item);
    }
    list.addEventListener("click", ({ target }) => {
      const cell = target.closest("[data-go]");
      if (cell) go(Number(cell.dataset.go));
    });
    answers.onChange((position) => this.#show(position));
  }

  /** @param {number | null} position the question in sight */
  mark(position) {
    this.#cells.get(this.#current)?.removeAttribute("aria-current");
    this.#cells.get(position)?.setAttribute("aria-current", "true");
    this.#current = position;
  }

  #comeUp() {
    this.#details.open = true;
    this.#details.querySelector("summary").focus({ preventScroll: true });
    this.#details.scrollIntoView();
  }

  #show(position) {
    const place = this.#answers.at(position);
    const state = stateOf(place);
    const cell = this.#cells.get(position);
    if (cell.dataset.state === state && cell.hasAttribute("data-flagged") === place.flagged) return;
    cell.dataset.state = state;
    cell.toggleAttribute("data-flagged", place.flagged);
    cell.querySelector("[data-mark]").className = STATES[state].icon && `icon icon-${STATES[state].icon}`;
    const words = `, ${STATES[state].word.toLowerCase()}${place.flagged ? ", flagged" : ""}`;
    cell.querySelector("[data-words]").textContent = words;
  }
}
