import { prefer, preference } from "./room/preferences.js";
import "./wide-text.js";

const explained = document.getElementById("explained");
const help = document.getElementById("keys-help");
const isOn = document.getElementById("single-keys");
const opener = document.querySelector("[data-open-dialog]");

isOn.checked = preference("single-keys") !== "off";
isOn.addEventListener("change", () => prefer("single-keys", isOn.checked ? "on" : "off"));
opener.hidden = false;
opener.addEventListener("click", () => help.showModal());

/** The question that is being read: the one in focus, else the last that begins above the upper third of the window. */
function present(questions) {
  const focused = questions.indexOf(document.activeElement.closest("article.explained"));
  if (focused >= 0) return focused;
  return questions.findLastIndex((question) => question.getBoundingClientRect().top < window.innerHeight / 3);
}

function move(step) {
  const questions = [...explained.querySelectorAll("article.explained")];
  const question = questions[Math.max(present(questions) + step, 0)];
  if (!question) return;
  question.querySelector("h2").focus({ preventScroll: true });
  question.scrollIntoView();
}

const meanings = {
  n: () => move(1), ArrowRight: () => move(1), p: () => move(-1), ArrowLeft: () => move(-1), "?": () => help.showModal(),
};

// A wide table or code block in focus scrolls by the arrow keys, and a dialog has keys of its own.
function isBusy(target) {
  return help.open || Boolean(target.closest("textarea, select, input, pre, table"));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || isBusy(event.target)) return;
  const meaning = meanings[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!meaning || (event.key.length === 1 && !isOn.checked)) return;
  event.preventDefault();
  meaning();
});
