/** The other tabs of this browser in which the same candidate has the same room open. */
export class Siblings {
  #channel;

  /**
   * @param {string} candidate
   * @param {string} attempt
   * @param {Record<string, (news: any) => void>} hear what to do for each kind of news
   */
  constructor(candidate, attempt, hear) {
    this.#channel = new BroadcastChannel(`rehearsal:${candidate}:${attempt}`);
    this.#channel.addEventListener("message", ({ data: { kind, news } }) => hear[kind]?.(news));
  }

  tell(kind, news) {
    this.#channel.postMessage({ kind, news });
  }
}
