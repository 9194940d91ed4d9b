"""How a web process holds its memory."""

import ctypes
import gc

# From malloc.h of glibc.
M_MMAP_THRESHOLD = -3
LARGE = 4 * 1024 * 1024


def settle() -> None:
    """Call once, when everything is loaded.

    What is loaded stays, so looking for garbage passes it by, and looks less often: a page makes thousands of objects.
    Large blocks go back to the system at once: a password is hashed in 19 MiB, and each thread would keep its own.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    # Other C libraries give back what is large by themselves.
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(M_MMAP_THRESHOLD, LARGE)
