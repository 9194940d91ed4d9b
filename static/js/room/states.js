/** @typedef {import("./types.js").Place} Place */

export const STATES = {
  answered: { word: "Answered", icon: "check" },
  incomplete: { word: "Incomplete", icon: "half" },
  unanswered: { word: "Not answered", icon: "dash" },
  unseen: { word: "Not seen", icon: "" },
};

/**
 * The state of a position, in the same words as the server's exams/palette.py.
 * @param {Place} place
 * @returns {keyof typeof STATES}
 */
export function stateOf({ choose, chosen, seconds, counter }) {
  if (chosen.length >= choose) return "answered";
  if (chosen.length) return "incomplete";
  return counter || seconds ? "unanswered" : "unseen";
}

/**
 * How many positions are answered, begun but not complete, without any answer, seen or not, and flagged.
 * @param {Place[]} places
 */
export function tally(places) {
  const states = places.map(stateOf);
  return {
    answered: states.filter((state) => state === "answered").length,
    incomplete: states.filter((state) => state === "incomplete").length,
    unanswered: states.filter((state) => state === "unanswered" || state === "unseen").length,
    flagged: places.filter((place) => place.flagged).length,
  };
}
