/**
 * @typedef {{counter: number, device: string}} Stamp
 *
 * What the candidate has given for one position. Positions count from 1, options as shown from 0; seconds are of
 * visible time.
 * @typedef {Stamp & {
 *   position: number, chosen: number[], flagged: boolean, struck: number[], seconds: number, claimed_at?: string
 * }} Response
 *
 * A response as the page holds it, with what its question asks for.
 * @typedef {Response & {choose: number, options: number}} Place
 *
 * A response in the browser's storage; `edited` is false for a mere visit.
 * @typedef {Response & {edited: boolean}} Entry
 *
 * Why the clock stands, and until when at most.
 * @typedef {{reason: string, is_break: boolean, until: string}} Paused
 *
 * What a page keeps of what it knows, for a reload without network.
 * @typedef {{responses: Place[], seconds_left: number, paused: Paused | null}} Known
 *
 * @typedef {"done" | "malformed" | "logged out" | "forbidden" | "missing" | "closed" | "unreachable"} Kind
 * @typedef {{kind: Kind, reply: any, restSeconds: number}} Result what was answered, and for how long the server asks
 *   to be left alone
 */

export {};
