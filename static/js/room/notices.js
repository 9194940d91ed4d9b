/**
 * Shows a notice above the question, in place of an earlier one about the same matter.
 * @param {string} about
 * @param {"" | "good" | "warn" | "danger"} tone
 * @param {string} text
 */
export function notify(about, tone, text) {
  dismiss(about);
  const notice = document.getElementById("notice-pattern").content.firstElementChild.cloneNode(true);
  notice.dataset.about = about;
  if (tone) notice.classList.add(tone);
  notice.querySelector("p").textContent = text;
  notice.querySelector("button").addEventListener("click", () => notice.remove());
  document.getElementById("notices").append(notice);
}

export function dismiss(about) {
  document.querySelector(`#notices [data-about="${about}"]`)?.remove();
}

/**
 * Says something to screen readers.
 * @param {string} text
 * @param {"polite" | "assertive"} manner
 */
export function announce(text, manner = "polite") {
  document.getElementById(`announce-${manner}`).textContent = text;
}
