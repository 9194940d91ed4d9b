import { toWire } from "./wire.js";
import { count } from "./words.js";

/** @typedef {import("./types.js").Entry} Entry */

const REACHED = new Set(["kept", "already kept", "superseded"]);
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
   * @param {{report: string, answers?: Record<string, {outcome: string}>, late_work?: string}} reply
   * @param {boolean} isByTime whether this room, too, saw its time run out
   */
  async close({ report, answers = {}, late_work: verdict }, isByTime) {
    if (this.#isOver) return;
    [this.#isOver, this.#isByTime] = [true, isByTime];
    for (const entry of this.#store.entries()) {
      if (!entry.edited || REACHED.has(answers[entry.position]?.outcome)) this.#store.release(entry);
    }
    const unsent = this.#store.entries();
    if (unsent.length) this.#tell(verdict ?? (await handOver(this.#wire, this.#url, unsent)), unsent);
    else this.#leave(report);
  }

  #tell(verdict, unsent) {
    const changes = count(unsent.length, "change");
    const work = this.#isByTime
      ? `${changes} had not reached the server in time.`
      : `${ELSEWHERE} ${changes} here had not been sent.`;
    const [they, them] = unsent.length === 1 ? ["it does", "it"] : ["they do", "them"];
    if (verdict === "received") {
      this.#store.clear();
      this.#show(`${work} The server has now received ${them} as late work: ${they} not change your score.`);
    } else if (verdict === "refused") {
      this.#show(`${work} Late work is not taken any more, so what the server had kept counts.`, unsent);
    } else {
      this.#show(`${work} The server cannot be reached. This page goes on trying to hand ${them} over.`, unsent);
      setTimeout(async () => this.#tell(await handOver(this.#wire, this.#url, unsent), unsent), AGAIN_MS);
    }
  }

  #show(text, unsent = []) {
    this.#cover.show("This exam has ended", text, { unsent, isOver: true });
  }
}

/**
 * Hands over work for an attempt that has ended.
 * @param {import("./wire.js").Wire} wire
 * @param {string} url
 * @param {Entry[]} unsent
 * @returns {Promise<"received" | "refused" | undefined>} undefined where the server did not answer
 */
export async function handOver(wire, url, unsent) {
  const { kind, reply } = await wire.post(url, { responses: unsent.map(toWire) });
  return kind === "malformed" ? "refused" : reply?.late_work;
}
