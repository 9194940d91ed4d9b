import { deliver } from "./delivery.js";
import { count } from "./words.js";

/** @typedef {import("./types.js").Entry} Entry */

const AGAIN_MS = 15_000;
const ELSEWHERE = "It was ended in another window, or its time ran out while this one was asleep or offline.";

/** What becomes of this browser's unsent work once the attempt has ended. */
export class Late {
  #wire;
  #store;
  #url;
  #cover;
  #leave;
  #isOver = false;
  #isByTime = true;
  #ended = null;

  /**
   * @param {import("./wire.js").Wire} wire
   * @param {import("./store.js").Store} store
   * @param {string} url
   * @param {import("./cover.js").Cover} cover
   * @param {(report: string) => void} leave
   */
  constructor(wire, store, url, cover, leave) {
    [this.#wire, this.#store, this.#url, this.#cover, this.#leave] = [wire, store, url, cover, leave];
  }

  /**
   * Goes to the report, or tells what became of work that came too late.
   * @param {{
   *   report: string, answers?: Record<string, {outcome: string}>, ended?: {by: string, reason: string} | null,
   * }} reply `ended` says who handed in, where it was an instructor
   * @param {Entry[]} sent what the reply answers
   * @param {boolean} isByTime whether this room, too, saw its time run out
   */
  async close({ report, answers = {}, ended }, sent, isByTime) {
    if (this.#isOver) return;
    [this.#isOver, this.#isByTime, this.#ended] = [true, isByTime, ended];
    const isKept = ({ position }) => ["kept", "already kept"].includes(answers[position]?.outcome);
    for (const entry of sent.filter(isKept)) this.#store.release(entry);
    for (const entry of this.#store.entries()) if (!entry.edited) this.#store.release(entry);
    await this.#handOver(report);
  }

  async #handOver(report) {
    const unsent = this.#store.entries();
    const deliveries = unsent.length ? await deliver(this.#wire, this.#url, unsent) : [];
    const those = (end) => deliveries.filter(({ became }) => became === end).map(({ entry }) => entry);
    for (const entry of ["kept", "received", "superseded"].flatMap(those)) this.#store.release(entry);
    if (those("kept").length === unsent.length && !this.#ended) {
      this.#leave(report);
      return;
    }
    this.#tell(those);
    if (those(undefined).length) setTimeout(() => this.#handOver(report), AGAIN_MS);
  }

  #tell(those) {
    const [received, overtaken, refused, unsent] = ["received", "superseded", "refused", undefined].map(those);
    const late = received.length + refused.length + unsent.length;
    const [they, them] = late === 1 ? ["it does", "it"] : ["they do", "them"];
    const hadNot = this.#isByTime ? "had not reached the server in time" : "here had not been sent";
    const sentences = [
      this.#ended ? `Handed in by ${this.#ended.by}: ${this.#ended.reason}.` : !this.#isByTime && ELSEWHERE,
      late && `${count(late, "change")} ${hadNot}.`,
      received.length && `The server has now received ${them} as late work: ${they} not change your score.`,
      refused.length && "Late work is not taken any more, so what the server had kept counts.",
      unsent.length && `This page goes on trying to hand ${them} over.`,
      overtaken.length && `Another device had overtaken ${count(overtaken.length, "change")} here: what it gave counts.`,
    ];
    const left = { unsent: [...refused, ...unsent, ...overtaken], isOver: true };
    this.#cover.show("This exam has ended", sentences.filter(Boolean).join(" "), left);
  }
}
