import { offerDownload } from "./room/cover.js";
import { deliver } from "./room/delivery.js";
import { attemptsWithWork, Store } from "./room/store.js";
import { Wire } from "./room/wire.js";
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
  const deliveries = await deliver(new Wire(() => {}), url, entries);
  for (const { entry } of deliveries.filter(isSettled)) store.release(entry);
  const edits = deliveries.filter(({ entry }) => entry.edited);
  const those = (end) => edits.filter(({ became }) => became === end).map(({ entry }) => entry);
  const [received, refused] = [those("received"), those("refused")];
  if (received.length) tell("leftovers-received", received);
  if (refused.length) {
    const notice = tell("leftovers-refused", refused);
    offerDownload(notice.querySelector("[data-download]"), { attempt, candidate }, refused);
    notice.querySelector("[data-remove]").addEventListener("click", () => {
      refused.forEach((entry) => store.release(entry));
      notice.remove();
    });
  }
}

// What another device has superseded waits for the exam room, where the candidate chooses, as long as the exam runs.
function isSettled({ entry, kind, became }) {
  if (!entry.edited) return became !== undefined;
  return became === "kept" || became === "received" || (became === "superseded" && kind === "closed");
}

function tell(pattern, edits) {
  const notice = document.getElementById(pattern).content.firstElementChild.cloneNode(true);
  notice.querySelector("[data-count]").textContent = count(edits.length, "answer");
  document.getElementById("main").prepend(notice);
  return notice;
}
