import { preference, prefer } from "./preferences.js";

const LETTERS = "abcde";

/**
 * Single keys for what the buttons do. The help turns them off, for those whose speech or switch types letters.
 * @param {{
 *   choose: (option: number) => void, flag: () => void, next: () => void, previous: () => void, review: () => void,
 *   help: () => void,
 * }} act
 */
export function listenToKeys(act) {
  const isOn = document.getElementById("single-keys");
  isOn.checked = preference("single-keys") !== "off";
  isOn.addEventListener("change", () => prefer("single-keys", isOn.checked ? "on" : "off"));

  const meanings = {
    n: act.next, ArrowRight: act.next, p: act.previous, ArrowLeft: act.previous,
    f: act.flag, r: act.review, "?": act.help,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isBusy(event)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const option = /^[1-9]$/.test(key) ? Number(key) - 1 : LETTERS.indexOf(key);
    const meaning = meanings[key] ?? (option >= 0 ? () => act.choose(option) : null);
    if (!meaning || (key.length === 1 && !isOn.checked)) return;
    event.preventDefault();
    meaning();
  });
}

// A dialog has keys of its own, and a wide table or code block in focus scrolls by the arrows.
function isBusy({ key, target }) {
  const scrolls = key.startsWith("Arrow") && target.closest("[tabindex='0']");
  return Boolean(scrolls || document.querySelector("dialog[open]"));
}
