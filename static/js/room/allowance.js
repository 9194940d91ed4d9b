import { announce, notify } from "./notices.js";
import { duration, inMinutes } from "./words.js";

/** How much time the candidate has in all and why; tells at once when it changes. */
export class Allowance {
  #explained;
  #element = document.getElementById("allowance");
  seconds = 0;

  /**
   * @param {number} allowedSeconds
   * @param {{seconds: number, reason: string}[]} explain the changes that are part of it
   */
  constructor(allowedSeconds, explain) {
    this.#explained = explain.length;
    this.#show(allowedSeconds, explain);
  }

  /**
   * @param {number} allowedSeconds
   * @param {{seconds: number, reason: string}[]} explain
   */
  update(allowedSeconds, explain) {
    const news = explain.slice(this.#explained);
    this.#explained = explain.length;
    this.#show(allowedSeconds, explain);
    if (!news.length) return;
    const told = ({ seconds, reason }) => `${duration(Math.abs(seconds))} ${were(seconds)}: ${reason}.`;
    const text = news.map(told).join(" ");
    notify("allowance", "", text);
    announce(text);
  }

  #show(allowedSeconds, explain) {
    this.seconds = allowedSeconds;
    const base = explain.reduce((rest, { seconds }) => rest - seconds, allowedSeconds);
    const sign = (seconds) => (seconds < 0 ? "−" : "+");
    const parts = explain.map(({ seconds, reason }) => ` ${sign(seconds)} ${inMinutes(Math.abs(seconds))} (${reason})`);
    this.#element.textContent =
      `${duration(allowedSeconds)} allowed` + (parts.length ? `: ${inMinutes(base)}${parts.join("")}` : "");
  }
}

const were = (seconds) => `${Math.abs(seconds) === 60 ? "was" : "were"} ${seconds < 0 ? "taken away" : "added"}`;
