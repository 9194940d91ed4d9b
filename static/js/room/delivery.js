import { toWire } from "./wire.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {"kept" | "superseded" | "received" | "refused" | undefined} Became */

/**
 * Sends entries, one by one where the server cannot read them together.
 * @param {import("./wire.js").Wire} wire
 * @param {string} url the door for responses
 * @param {Entry[]} entries
 * @returns {Promise<{entry: Entry, kind: import("./types.js").Kind, became: Became}[]>} late work was received or
 *   refused; what became of an entry is undefined where the server did not answer
 */
export async function deliver(wire, url, entries) {
  const { kind, reply } = await wire.post(url, { responses: entries.map(toWire) });
  if (kind !== "malformed") return entries.map((entry) => ({ entry, kind, became: becameOf(entry, reply) }));
  if (entries.length === 1) return [{ entry: entries[0], kind, became: "refused" }];
  const deliveries = [];
  for (const entry of entries) deliveries.push(...(await deliver(wire, url, [entry])));
  return deliveries;
}

function becameOf({ position }, reply) {
  const outcome = reply?.answers?.[position]?.outcome;
  return { "already kept": "kept", closed: reply?.late_work }[outcome] ?? outcome;
}
