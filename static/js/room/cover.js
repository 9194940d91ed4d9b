import { toWire } from "./wire.js";

/** What covers the paper once its time is over: says what happens, and offers the ways out. */
export class Cover {
  #dialog = document.getElementById("cover");
  #facts;

  /** @param {{attempt: number, candidate: number, report: string}} facts */
  constructor(facts) {
    this.#facts = facts;
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
  }

  /**
   * @param {string} title
   * @param {string} text
   * @param {{unsent?: import("./types.js").Entry[], isOver?: boolean}} ways work to download, and to the report
   */
  show(title, text, { unsent = [], isOver = false } = {}) {
    for (const other of document.querySelectorAll("dialog[open]")) if (other !== this.#dialog) other.close();
    this.#dialog.querySelector("h2").textContent = title;
    this.#dialog.querySelector("[data-words]").textContent = text;
    const report = this.#dialog.querySelector("[data-report]");
    report.href = this.#facts.report;
    const isNew = isOver && report.hidden;
    report.hidden = !isOver;
    offerDownload(this.#dialog.querySelector("[data-download]"), this.#facts, unsent);
    if (!this.#dialog.open) this.#dialog.showModal();
    if (isNew) report.focus();
  }

  lift() {
    this.#dialog.close();
  }
}

/**
 * Makes a link that saves unsent work as a file; hides it where there is none.
 * @param {HTMLAnchorElement} link
 * @param {{attempt: number, candidate: number}} facts
 * @param {import("./types.js").Entry[]} unsent
 */
export function offerDownload(link, { attempt, candidate }, unsent) {
  link.hidden = unsent.length === 0;
  URL.revokeObjectURL(link.href);
  const file = JSON.stringify({ attempt, candidate, responses: unsent.map(toWire) }, null, 2);
  link.href = URL.createObjectURL(new Blob([file], { type: "application/json" }));
  link.download = `unsent-answers-attempt-${attempt}.json`;
}
