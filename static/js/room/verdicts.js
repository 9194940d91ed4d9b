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

  /**
   * @param {Entry} entry
   * @param {Response} present what the server holds
   * @param {boolean} isLive whether the edit was made in this page while online, and so knows what it replaces
   */
  superseded(entry, present, isLive) {
    this.#room.stamps.see(present.counter);
    // A newer edit that this page has heard of meanwhile, from another tab, is the candidate's last word.
    const isOvertaken = isGreater(this.#room.answers.at(entry.position), entry);
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
