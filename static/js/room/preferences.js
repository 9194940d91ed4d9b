const PREFIX = "rehearsal-room:";

/** What this browser remembers about how its owner likes the room; null where nothing is, or may be, remembered. */
export function preference(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function prefer(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A browser that remembers nothing still does as told for this page.
  }
}
