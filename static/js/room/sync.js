const WHILE_DOWN_MS = 15_000;
const CLOCK_CHECK_MS = 5_000;
const CLOCK_JUMP_MS = 2_000;

/** Keeps the room in step with the server: the time, its changes, and what other devices have given. */
export class Sync {
  #wire;
  #url;
  #hear;
  #asking = null;

  /**
   * @param {import("./wire.js").Wire} wire
   * @param {string} url
   * @param {number} everySeconds
   * @param {{state: (reply: any) => void, closed: (reply: any) => void, woke: () => void}} hear
   */
  constructor(wire, url, everySeconds, hear) {
    [this.#wire, this.#url, this.#hear] = [wire, url, hear];
    setInterval(() => this.ask(), 1000 * everySeconds);
    // The outbox tries again only while it holds something, and another page of this browser may have sent that.
    setInterval(() => wire.isUp || this.ask(), WHILE_DOWN_MS);
    onWake(() => {
      hear.woke();
      this.ask();
    });
  }

  ask() {
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  // From the first counter on, each time: a device that was offline brings edits older than those already seen here.
  async #ask() {
    const { kind, reply } = await this.#wire.get(`${this.#url}?since=1`);
    if (kind === "done") this.#hear.state(reply);
    if (kind === "closed") this.#hear.closed(reply);
  }
}

function onWake(wake) {
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
  addEventListener("pageshow", ({ persisted }) => persisted && wake());
  addEventListener("online", wake);
  let distance = Date.now() - performance.now();
  setInterval(() => {
    const jump = Date.now() - performance.now() - distance;
    distance += jump;
    if (Math.abs(jump) > CLOCK_JUMP_MS) wake();
  }, CLOCK_CHECK_MS);
}
