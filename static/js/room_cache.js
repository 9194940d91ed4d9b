const PREFIX = "rehearsal-room-";

/** The name of the cache that holds one candidate's running room. */
export const roomCache = (candidate, attempt) => `${PREFIX}${candidate}-${attempt}`;

/** Whether a cache holds a room of this candidate. */
export const isRoomOf = (name, candidate) => name.startsWith(`${PREFIX}${candidate}-`);

/**
 * Deletes the rooms that this browser has cached, but for those that may stay.
 * @param {(name: string) => boolean} mayStay
 */
export async function forgetRooms(mayStay = () => false) {
  try {
    const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && !mayStay(name));
    await Promise.all(names.map((name) => caches.delete(name)));
  } catch {
    // A browser without caches, or one that refuses them, holds no room.
  }
}
