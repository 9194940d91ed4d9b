const WHY = {
  "logged out": "You are logged out, or your session has ended.",
  forbidden: "The server does not recognise this browser’s session any more.",
  missing: "Somebody else is logged in in this browser, or this attempt is not yours.",
};

/** Asks to log in again, in another tab, while the room keeps everything; goes away by itself after that. */
export class Login {
  #dialog = document.getElementById("login-dialog");
  #opener = document.querySelector("[data-open-login]");
  #isPutOff = false;

  constructor() {
    this.#opener.addEventListener("click", () => this.#dialog.showModal());
    this.#dialog.addEventListener("cancel", () => (this.#isPutOff = true));
    this.#dialog.querySelector("[data-close]").addEventListener("click", () => (this.#isPutOff = true));
  }

  /** @param {import("./wire.js").Wire} wire */
  show(wire) {
    const isNeeded = isRefused(wire);
    this.#opener.hidden = !isNeeded;
    if (!isNeeded) {
      this.#dialog.close();
      // A line that is away for a moment says nothing about the session.
      if (wire.isUp) this.#isPutOff = false;
    } else if (!this.#dialog.open && !this.#isPutOff) {
      this.#dialog.querySelector("[data-why]").textContent = WHY[wire.trouble];
      this.#dialog.showModal();
    }
  }
}

/**
 * Whether the server refuses this session. One forbidden request says nothing: the next carries the new token.
 * @param {import("./wire.js").Wire} wire
 */
export function isRefused({ trouble, failures }) {
  return trouble in WHY && (trouble !== "forbidden" || failures > 1);
}
