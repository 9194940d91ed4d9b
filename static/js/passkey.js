// A passkey belongs to a name: a browser that reached the site by a number has none to offer.
const hasName = !/^[\d.]+$|:/.test(location.hostname);
const canUse = "PublicKeyCredential" in window && hasName;

for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !canUse;

const trouble = document.querySelector("[data-no-passkey]");
trouble.hidden = canUse || trouble.closest("[data-passkey]") !== null;
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  trouble.hidden = false;
});
