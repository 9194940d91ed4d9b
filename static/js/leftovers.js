import { offerDownload } from "./room/cover.js";
import { attemptsWithWork, Store } from "./room/store.js";
import { toWire, Wire } from "./room/wire.js";
import { count } from "./room/words.js";

/**
 * Hands over what an exam room of this candidate left unsent in this browser, whichever page they come back to.
 * @param {string} candidate
 * @param {string} urlPattern the address for responses of attempt 0
 */
export async function handOverLeftovers(candidate, urlPattern) {
  for (const attempt of attemptsWithWork(candidate)) {
    await handOver(candidate, attempt, urlPattern.replace("/0/", `/${attempt}/`));
  }
}

async function handOver(candidate, attempt, url) {
  const store = new Store(candidate, attempt);
  const entries = store.entries();
  if (!entries.length) return;
  const { kind, reply } = await new Wire(() => {}).post(url, { responses: entries.map(toWire) });
  const edits = entries.filter((entry) => entry.edited);
  if (kind === "done") {
    // What another device has superseded waits for the exam room, where the candidate chooses.
    const isSettled = (entry) => !entry.edited || reply.answers[entry.position]?.outcome !== "superseded";
    entries.filter(isSettled).forEach((entry) => store.release(entry));
  } else if (kind === "closed" && (reply.late_work === "received" || !edits.length)) {
    entries.forEach((entry) => store.release(entry));
    if (edits.length) tell("leftovers-received", edits);
  } else if (kind === "closed" || kind === "malformed") {
    const notice = tell("leftovers-refused", edits);
    offerDownload(notice.querySelector("[data-download]"), { attempt, candidate }, edits);
    notice.querySelector("[data-remove]").addEventListener("click", () => [store.clear(), notice.remove()]);
  }
}

function tell(pattern, edits) {
  const notice = document.getElementById(pattern).content.firstElementChild.cloneNode(true);
  notice.querySelector("[data-count]").textContent = count(edits.length, "answer");
  document.getElementById("main").prepend(notice);
  return notice;
}
