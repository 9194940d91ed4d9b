if (!isSecureContext) {
  for (const notice of document.querySelectorAll("[data-insecure-context]")) notice.hidden = false;
}
