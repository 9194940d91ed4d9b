/** "1 change", "2 changes". */
export const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** The letter of an option, counted from 0. */
export const letter = (option) => String.fromCharCode(65 + option);

/** "A, C", or a dash where nothing is chosen. */
export const letters = (options) => [...options].sort((one, other) => one - other).map(letter).join(", ") || "–";

/** "TWO" for 2, as exams write it. */
export const numberWord = (number) => ["ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE"][number] ?? String(number);

/** Seconds as "2:59:59" or "59:59", rounded up, so that 00:00 is the end. */
export function clockFace(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const face = `${String(minutes).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
  return hours ? `${hours}:${face}` : face;
}

/** "15 minutes", "40 seconds", "6 minutes 40 seconds". */
export function duration(seconds) {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const parts = [minutes && count(minutes, "minute"), rest && count(rest, "second")];
  return parts.filter(Boolean).join(" ") || count(0, "minute");
}

/** "15", or "6:40" where they are no whole minutes. */
export function inMinutes(seconds) {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return rest ? `${minutes}:${String(rest).padStart(2, "0")}` : String(minutes);
}
