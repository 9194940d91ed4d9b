/** Fills in the browser's time zone where a form asks for it; the server checks the name. */
for (const field of document.querySelectorAll("input[data-time-zone]")) {
  field.value = new Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
