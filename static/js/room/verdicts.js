import { saysTheSame } from "./answers.js";
import { Conflicts } from "./conflicts.js";
import { notify } from "./notices.js";
import { isGreater } from "./stamps.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Response} Response */

/** What follows when the server did not keep an edit. */
export class Verdicts {
  #room;
  #conflicts;
  /** The newest edit of each position that other tabs of this browser have told of. */
  #told = new Map();

  /**
   * @param {{
   *   answers: import("./answers.js").Answers, tray: import("./tray.js").Tray, store: import("./store.js").Store,
   *   stamps: import("./stamps.js").Stamps, edit: (position: number, change: import("./answers.js").Change) => void,
   *   show: (position: number) => void, isCovered: () => boolean,
   * }} room
   */
  constructor(room) {
    this.#room = room;
    this.#conflicts = new Conflicts(room.store, room.show, room.isCovered, (entry, present, isMine) => {
      if (isMine) this.#giveAgain(entry);
      else this.#yield(entry, present);
    });
  }

  get isAsking() {
    return this.#conflicts.isAsking;
  }

  refresh() {
    this.#conflicts.refresh();
  }

  /** @param {Response} response an edit in another tab: the candidate has seen there what they replaced */
  hear(response) {
    const told = this.#told.get(response.position);
    if (!told || isGreater(response, told)) this.#told.set(response.position, response);
  }

  /**
   * @param {Entry} entry
   * @param {Response} present what the server holds
   * @param {boolean} isLive whether the edit was made in this page while online, and so knows what it replaces
   */
  superseded(entry, present, isLive) {
    this.#room.stamps.see(present.counter);
    const told = this.#told.get(entry.position);
    const isOvertaken = told && isGreater(told, entry);
    if (!entry.edited || isOvertaken || saysTheSame(entry, present)) {
      this.#yield(entry, present);
    } else if (isLive) {
      this.#giveAgain(entry);
    } else {
      this.#room.tray.setAside(entry);
      this.#conflicts.ask(entry, present);
    }
  }

  /**
   * @param {Entry} entry
   * @param {string} why
   */
  malformed(entry, why) {
    const { position, edited } = entry;
    const text = `Question ${position} could not be saved: give its answer once more. ${why}`;
    if (edited) notify("malformed", "danger", text);
    else this.#room.tray.release(entry);
  }

  #giveAgain({ position, chosen, flagged, struck }) {
    this.#room.edit(position, { chosen, flagged, struck });
  }

  #yield(entry, present) {
    this.#room.tray.release(entry);
    this.#room.answers.adopt(present);
  }
}
