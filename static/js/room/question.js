import { letter, numberWord } from "./words.js";

/**
 * Gives a question, when it first comes in sight, the buttons that need scripts anyway.
 * @param {HTMLElement} article
 */
export function furnish(article) {
  if (article.querySelector("[data-clear]")) return;
  for (const option of article.querySelectorAll(".options li")) {
    const strike = copy("strike-pattern");
    const { value } = option.querySelector("input");
    strike.dataset.strike = value;
    strike.setAttribute("aria-label", `Strike out option ${letter(Number(value))}`);
    option.append(strike);
    option.querySelector("label").prepend(spoken(`Option ${letter(Number(value))}: `));
    option.querySelector("label").append(spoken(""));
  }
  article.querySelector("fieldset").append(copy("choice-pattern"));
}

/**
 * Lets the keyboard reach what is wider than the column, and so scrolls by itself.
 * @param {HTMLElement} article in sight
 */
export function reachWideParts(article) {
  for (const part of article.querySelectorAll(".prose :is(table, pre)")) {
    if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    else part.removeAttribute("tabindex");
  }
}

/**
 * Shows what has been given for a question.
 * @param {HTMLElement} article
 * @param {import("./types.js").Place} place
 */
export function showPlace(article, { choose, chosen, struck }) {
  for (const option of article.querySelectorAll(".options li")) {
    const input = option.querySelector("input");
    const isStruck = struck.includes(Number(input.value));
    input.checked = chosen.includes(Number(input.value));
    option.classList.toggle("is-struck", isStruck);
    option.querySelector("label > :last-child").textContent = isStruck ? ", struck out" : "";
    option.querySelector("[data-strike]").setAttribute("aria-pressed", String(isStruck));
  }
  article.querySelector("[data-clear]").hidden = chosen.length === 0;
  article.querySelector("[data-choice-hint]").textContent = "";
  article.querySelector("[data-choice-count]").textContent =
    choose > 1 ? `${chosen.length} of ${choose} chosen` + (chosen.length ? missing(choose - chosen.length) : "") : "";
}

const missing = (number) => (number ? `, ${numberWord(number)} missing`.toLowerCase() : "");

/** Words for screen readers, who neither see the letters nor the strike-outs. */
function spoken(words) {
  const part = document.createElement("span");
  part.className = "visually-hidden";
  part.textContent = words;
  return part;
}

const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
