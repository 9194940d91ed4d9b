import { announce } from "./notices.js";
import { count } from "./words.js";

const ICONS = { saved: "check", saving: "clock", offline: "offline", refused: "alert" };

/** The sign in the header that says what has become of the candidate's work. */
export class Sign {
  #element = document.querySelector("[data-save-sign]");
  #words = this.#element.querySelector("[data-words]");
  #wasKeeping = false;

  /**
   * @param {{unsaved: number, isUp: boolean, isRefused: boolean, isDurable: boolean}} facts
   */
  show(facts) {
    const [name, text] = reading(facts);
    if (this.#element.dataset.saveSign === name && this.#words.textContent === text) return;
    this.#element.dataset.saveSign = name;
    this.#element.querySelector(".icon").className = `icon icon-${ICONS[name]}`;
    this.#words.textContent = text;
    this.#announce(name, text);
  }

  // Saved and saving alternate with every answer: only the loss of the line and its return are worth a voice.
  #announce(name, text) {
    const isKeeping = name === "offline" || name === "refused";
    if (isKeeping !== this.#wasKeeping && name !== "saving") {
      this.#wasKeeping = isKeeping;
      announce(isKeeping ? text : "Back online. All changes are saved.");
    }
  }
}

function reading({ unsaved, isUp, isRefused, isDurable }) {
  const kept = `${count(unsaved, "change")} kept ${isDurable ? "on this device" : "in this page only"}`;
  if (isRefused) return ["refused", `Not logged in: ${kept}`];
  if (!isUp) return ["offline", unsaved ? `Offline: ${kept}` : "Offline: all changes so far are saved"];
  return unsaved ? ["saving", "Saving…"] : ["saved", "Saved"];
}
