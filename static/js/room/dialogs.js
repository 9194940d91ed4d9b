/** Gives every dialog its way out, and the help its way in. */
export function openDialogs() {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", ({ target }) => target.closest("[data-close]") && dialog.close());
  }
  document.querySelector("[data-open-help]").addEventListener("click", openHelp);
}

export function openHelp() {
  document.getElementById("help-dialog").showModal();
}
