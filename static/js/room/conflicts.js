import { letters } from "./words.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Response} Response */

/** Two answers for one position, one of them given here while offline: the candidate chooses. */
export class Conflicts {
  #dialog = document.getElementById("conflict-dialog");
  /** @type {{entry: Entry, present: Response}[]} */
  #open = [];
  #store;

  /**
   * @param {import("./store.js").Store} store
   * @param {(position: number) => void} show brings the question in sight
   * @param {() => boolean} isCovered whether nothing of the paper may be shown
   * @param {(entry: Entry, present: Response, isMine: boolean) => void} settle
   */
  constructor(store, show, isCovered, settle) {
    this.#store = store;
    [this.show, this.isCovered] = [show, isCovered];
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
    this.#dialog.addEventListener("click", ({ target }) => {
      const choice = target.closest("[data-keep]")?.dataset.keep;
      if (!choice) return;
      const { entry, present } = this.#open.shift();
      settle(entry, present, choice === "mine");
      this.refresh();
    });
  }

  get isAsking() {
    return this.#open.length > 0;
  }

  /**
   * @param {Entry} entry
   * @param {Response} present
   */
  ask(entry, present) {
    this.#open = [...this.#open.filter((other) => other.entry.position !== entry.position), { entry, present }];
    this.refresh();
  }

  /** Shows the first open question, without those that another tab has settled meanwhile. */
  refresh() {
    this.#open = this.#open.filter(({ entry }) => this.#store.entry(entry.position)?.counter === entry.counter);
    if (!this.isAsking) {
      this.#dialog.close();
      return;
    }
    if (this.isCovered()) return;
    const { entry, present } = this.#open[0];
    this.show(entry.position);
    this.#dialog.querySelector("[data-position]").textContent = entry.position;
    this.#describe("mine", entry);
    this.#describe("theirs", { ...present, position: entry.position });
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  #describe(side, { position, chosen, flagged }) {
    const button = this.#dialog.querySelector(`[data-keep="${side}"]`);
    const input = (option) => `input[name="q${position}"][value="${option}"]`;
    const texts = chosen.map((option) => document.querySelector(`${input(option)} + *`).textContent);
    button.querySelector("[data-letters]").textContent = chosen.length ? letters(chosen) : "No answer";
    button.querySelector("[data-texts]").textContent = texts.join(" · ");
    button.querySelector("[data-flag]").hidden = !flagged;
  }
}
