import { announce } from "./notices.js";
import { duration } from "./words.js";

const TROUBLE = "The server cannot be reached, so nothing has changed. Try again when you are online.";

/** The clock stands: the paper is covered until it runs again. And the way into a break of one's own, where granted. */
export class Pause {
  #wire;
  #hear;
  #cover = document.getElementById("pause-dialog");
  #question = document.getElementById("break-dialog");
  #opener = document.querySelector("[data-open-break]");
  #end = this.#cover.querySelector("[data-end-break]");
  #begin = this.#question.querySelector("[data-begin-break]");
  /** @type {import("./types.js").Paused | null} */
  paused = null;

  /**
   * @param {import("./wire.js").Wire} wire
   * @param {{breaks: string, breaks_end: string}} urls
   * @param {{state: (reply: any) => void, closed: (reply: any) => void, flush: () => Promise<void>}} hear
   */
  constructor(wire, urls, hear) {
    [this.#wire, this.#hear] = [wire, hear];
    this.#cover.addEventListener("cancel", (event) => event.preventDefault());
    this.#opener.addEventListener("click", () => this.#ask());
    this.#begin.addEventListener("click", () => this.#post(urls.breaks, this.#question, this.#begin));
    this.#end.addEventListener("click", () => this.#post(urls.breaks_end, this.#cover, this.#end));
  }

  get isOn() {
    return this.paused !== null;
  }

  /**
   * @param {import("./types.js").Paused | null} paused why the clock stands; null while it runs
   * @param {number | null} breakSeconds granted break time that is left; null where none was granted
   */
  show(paused, breakSeconds) {
    this.#opener.hidden = !breakSeconds;
    this.#question.querySelector("[data-break-left]").textContent = duration(breakSeconds ?? 0);
    if (!paused) {
      this.lift();
      return;
    }
    this.paused = paused;
    this.#describe(paused);
    this.coverUp();
  }

  lift() {
    const wasOn = this.isOn;
    this.paused = null;
    this.#cover.close();
    // Not before: nothing outside of an open dialog is read out.
    if (wasOn) announce("The clock runs again.", "assertive");
  }

  /** The log-in may stay above it; whatever else is open shows, or asks about, the paper. */
  coverUp() {
    if (this.#cover.open || document.querySelector("#cover[open]")) return;
    const isInTheWay = (other) => other !== this.#cover && other.id !== "login-dialog";
    for (const other of [...document.querySelectorAll("dialog[open]")].filter(isInTheWay)) other.close();
    this.#cover.showModal();
  }

  #describe({ reason, is_break, until }) {
    const latest = new Date(until).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const why = is_break ? `It runs again at ${latest} by itself.` : `An instructor has stopped it: ${reason}.`;
    const text = `Your clock stands, and the paper is covered. ${why} What you gave so far is kept.`;
    this.#cover.querySelector("h2").textContent = is_break ? "You are on a break" : "The clock stands";
    this.#cover.querySelector("[data-words]").textContent = text;
    this.#end.hidden = !is_break;
  }

  #ask() {
    this.#trouble(this.#question, "");
    this.#question.showModal();
  }

  async #post(url, dialog, button) {
    button.disabled = true;
    this.#trouble(dialog, "");
    await this.#hear.flush();
    const { kind, reply } = await this.#wire.post(url, {});
    button.disabled = false;
    if (kind === "closed") this.#hear.closed(reply);
    else if (kind === "done") {
      this.#question.close();
      this.#hear.state(reply);
    } else this.#trouble(dialog, reply?.error ?? TROUBLE);
  }

  #trouble(dialog, text) {
    const notice = dialog.querySelector("[data-trouble]");
    notice.textContent = text;
    notice.hidden = !text;
  }
}
