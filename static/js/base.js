import { handOverLeftovers } from "./leftovers.js";
import { forgetRooms, isRoomOf } from "./room_cache.js";

const { viewer, responses } = document.body.dataset;

forgetRooms((name) => Boolean(viewer) && isRoomOf(name, viewer));
document.querySelector('form [aria-invalid="true"]:not([type=hidden])')?.focus();
if (viewer) handOverLeftovers(viewer, responses);
