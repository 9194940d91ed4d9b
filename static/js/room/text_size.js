import { preference, prefer } from "./preferences.js";

/** Three sizes of question text; the browser remembers which. */
export function offerTextSizes() {
  const room = document.getElementById("main");
  const buttons = [...document.querySelectorAll("[data-size]")];
  const set = (size) => {
    room.dataset.textSize = size;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.size === size));
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      set(button.dataset.size);
      prefer("text-size", button.dataset.size);
    });
  }
  set(buttons.find((button) => button.dataset.size === preference("text-size"))?.dataset.size ?? "1");
}
