import { handOverLeftovers } from "./leftovers.js";
import { forgetRooms, isRoomOf } from "./room_cache.js";

const { viewer, responses } = document.body.dataset;

forgetRooms((name) => Boolean(viewer) && isRoomOf(name, viewer));
if (viewer) handOverLeftovers(viewer, responses);
