import { deliver } from "./delivery.js";
import { toWire } from "./wire.js";
import { tally } from "./states.js";
import { count } from "./words.js";

const SPREAD_MS = 5_000;
const BACKOFF_S = [2, 4, 8, 16, 30];
const TROUBLE = {
  unreachable: "The server cannot be reached",
  malformed: "The server could not read the request",
  "logged out": "You are logged out",
  forbidden: "The server does not recognise this browser’s session any more",
  missing: "Somebody else is logged in in this browser",
};

/** The two ends of an attempt that a room can bring about: the candidate's wish, and the time. */
export class Ending {
  #room;
  #dialog = document.getElementById("end-dialog");
  #confirm = this.#dialog.querySelector("[data-end]");
  #trouble = document.getElementById("end-trouble");
  #wake = () => {};

  /**
   * @param {{
   *   answers: import("./answers.js").Answers, outbox: import("./outbox.js").Outbox,
   *   tray: import("./tray.js").Tray, wire: import("./wire.js").Wire,
   *   url: string, responsesUrl: string, cover: import("./cover.js").Cover,
   *   secondsLeft: () => number, isAsking: () => boolean,
   *   closed: (reply: any, sent: import("./types.js").Entry[]) => void, goesOn: (reply?: any) => void,
   * }} room
   */
  constructor(room) {
    this.#room = room;
    this.#confirm.addEventListener("click", () => this.#end());
  }

  ask() {
    const { unanswered, incomplete, flagged } = tally(this.#room.answers.all());
    document.getElementById("end-unanswered").textContent = unanswered;
    document.getElementById("end-incomplete").textContent = incomplete;
    document.getElementById("end-flagged").textContent = flagged;
    this.forgetTrouble();
    this.#dialog.showModal();
  }

  /** The server has been reached since. */
  forgetTrouble() {
    this.#trouble.hidden = true;
  }

  /** Hands in because the countdown has come to its end; the server decides whether it has. */
  async timeUp() {
    const { cover, outbox } = this.#room;
    outbox.shut();
    cover.show("Time is up", "Handing in your answers. This takes a few seconds.");
    await this.#rest(SPREAD_MS * Math.random());
    for (let tries = 0; this.#room.secondsLeft() === 0; tries += 1) {
      const { kind, reply, sent } = await this.#handIn("time up");
      if (kind === "closed" || reply?.closed) return this.#room.closed(reply, sent);
      if (kind === "done") return this.#goOn(reply);
      this.#showTrouble(kind);
      await this.#rest(1000 * BACKOFF_S[Math.min(tries, BACKOFF_S.length - 1)]);
    }
    return this.#goOn();
  }

  /** Tries again at once: the line may be back, or the time extended. */
  nudge() {
    this.#wake();
  }

  async #end() {
    this.#confirm.disabled = true;
    this.forgetTrouble();
    await this.#room.outbox.flush();
    if (this.#room.isAsking()) this.#dialog.close();
    else await this.#endNow();
    this.#confirm.disabled = false;
  }

  async #endNow() {
    this.#room.outbox.shut();
    const { kind, reply, sent } = await this.#handIn("end");
    if (kind === "closed" || reply?.closed) return this.#room.closed(reply, sent);
    this.#room.outbox.reopen();
    const unsaved = this.#room.tray.unsavedCount;
    const kept = unsaved ? ` ${count(unsaved, "change")} ${unsaved === 1 ? "is" : "are"} kept on this device.` : "";
    const next = kind === "unreachable" ? "Try again when you are online." : "Log in again, then try again.";
    this.#trouble.textContent = `${TROUBLE[kind]}, so the exam has not ended.${kept} ${next}`;
    this.#trouble.hidden = false;
  }

  async #handIn(wish) {
    const { responsesUrl, tray, url, wire } = this.#room;
    const sent = tray.unsent();
    const result = await wire.post(url, { wish, responses: sent.map(toWire) });
    if (result.kind !== "malformed") return { ...result, sent };
    // A record that the server cannot read must not keep the candidate in the room, nor the other records out.
    await deliver(wire, responsesUrl, sent);
    return { ...(await wire.post(url, { wish, responses: [] })), sent: [] };
  }

  #goOn(reply) {
    this.#room.cover.lift();
    this.#room.outbox.reopen();
    this.#room.goesOn(reply);
  }

  #showTrouble(kind) {
    const unsent = this.#room.tray.unsent().filter((entry) => entry.edited);
    const rest = unsent.length
      ? `This device keeps ${count(unsent.length, "unsent change")}, to be sent as soon as the server takes it.`
      : "Nothing is unsent on this device.";
    const text = `${TROUBLE[kind]}. All that the server has kept is handed in by itself. ${rest}`;
    this.#room.cover.show("Time is up", text, { unsent, isOver: true });
  }

  #rest(milliseconds) {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }
}
