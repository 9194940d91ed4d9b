import { forgetRooms, roomCache } from "../room_cache.js";

const GATHER_MS = 500;

/** What lets this room be loaded again without network, where the browser allows it: its page, its files, its state. */
export class OfflineRoom {
  #name;
  #stateUrl;
  #writing = null;
  #next = null;
  #timer = 0;
  #isForgotten = false;
  #keeping = null;
  isKept = false;

  /**
   * @param {number} candidate
   * @param {number} attempt
   * @param {string} stateUrl under which the state is kept
   */
  constructor(candidate, attempt, stateUrl) {
    this.#name = roomCache(candidate, attempt);
    this.#stateUrl = stateUrl;
  }

  get isPossible() {
    return isSecureContext && "serviceWorker" in navigator;
  }

  /** Fills the cache, once; where it fails, for want of network say, it may be asked again. */
  async keep() {
    if (!this.isPossible || this.isKept || this.#isForgotten) return;
    this.#keeping ??= this.#keep().finally(() => (this.#keeping = null));
    await this.#keeping;
  }

  /** The attempt has ended: nothing of it stays. */
  async forget() {
    this.#isForgotten = true;
    await this.#writing;
    await forgetRooms();
  }

  /**
   * Keeps what the page knows, since the cached page knows only what was when it was loaded.
   * @param {import("./types.js").Known} state
   */
  remember(state) {
    if (!this.isPossible || this.#isForgotten) return;
    this.#next = { ...state, at: Date.now() };
    this.#timer ||= setTimeout(() => this.#writeSoon(), GATHER_MS);
  }

  /**
   * What the page knew last, the time since then taken off unless the clock stood; null where nothing is kept.
   * @returns {Promise<import("./types.js").Known | null>}
   */
  async recall() {
    const kept = this.isPossible && (await this.#keptState().catch(goOnWithout));
    if (!kept) return null;
    const { at, ...state } = await kept.json();
    const passed = state.paused ? 0 : (Date.now() - at) / 1000;
    return { ...state, seconds_left: Math.max(0, state.seconds_left - passed) };
  }

  // Where storage is forbidden, some browsers refuse with the first word, before there is a promise.
  async #keptState() {
    return caches.match(this.#stateUrl, { cacheName: this.#name });
  }

  async #keep() {
    await forgetRooms((name) => name === this.#name);
    await this.#install().catch(goOnWithout);
  }

  async #install() {
    await Promise.all([navigator.serviceWorker.register("/sw.js"), this.#fill()]);
    this.isKept = true;
  }

  async #fill() {
    const cache = await caches.open(this.#name);
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    const isNew = (/** @type {string} */ url) => !kept.has(url);
    const room = new URL(location.pathname, location.href).href;
    await Promise.all([
      cache.addAll([room, ...filesOfThisPage()].filter(isNew)),
      ...picturesOfThisPage().filter(isNew).map((url) => keepPicture(cache, url)),
    ]);
  }

  #writeSoon() {
    this.#timer = 0;
    if (!this.#isForgotten) this.#writing = this.#write(this.#next).catch(goOnWithout);
  }

  async #write(state) {
    if (!(await caches.has(this.#name))) return;
    const cache = await caches.open(this.#name);
    await cache.put(this.#stateUrl, Response.json(state));
  }
}

// A browser may refuse its storage, or be offline already: the exam goes on, only a reload needs the network.
const goOnWithout = () => null;

function filesOfThisPage() {
  const loaded = performance.getEntriesByType("resource").filter(isFile);
  const named = [...document.querySelectorAll("link[href], script[src]")];
  return ownSite([...loaded.map(({ name }) => name), ...named.map(({ href, src }) => href || src)]);
}

// Pictures are named by the questions: one that is not there must not cost the room its reload.
const isFile = ({ initiatorType }) => !["fetch", "img"].includes(initiatorType);

/** Those of every question, also of one that has not been shown yet. */
const picturesOfThisPage = () => ownSite([...document.images].map(({ src }) => src));

async function keepPicture(cache, url) {
  const reply = await fetch(url);
  if (reply.ok && !reply.redirected) await cache.put(url, reply);
}

const ownSite = (urls) => [...new Set(urls)].filter((url) => url.startsWith(`${location.origin}/`));
