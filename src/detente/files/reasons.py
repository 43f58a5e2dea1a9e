"""Why the system refused something, in the language in force."""

from __future__ import annotations

import errno

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.current import language


def reason(error: OSError) -> str:
    """What the system says was wrong, such as "No space left on device"."""
    known = {
        errno.EACCES: _("Permission denied"),
        errno.EBADF: _("Bad file descriptor"),
        errno.EBUSY: _("Device or resource busy"),
        errno.EEXIST: _("File exists"),
        errno.EFBIG: _("File too large"),
        errno.EINVAL: _("Invalid argument"),
        errno.EIO: _("Input/output error"),
        errno.EISDIR: _("Is a directory"),
        errno.ELOOP: _("Too many levels of symbolic links"),
        errno.EMFILE: _("Too many open files"),
        errno.ENAMETOOLONG: _("File name too long"),
        errno.ENOENT: _("No such file or directory"),
        errno.ENOSPC: _("No space left on device"),
        errno.ENOTDIR: _("Not a directory"),
        errno.ENOTEMPTY: _("Directory not empty"),
        errno.EPERM: _("Operation not permitted"),
        errno.EPIPE: _("Broken pipe"),
        errno.EROFS: _("Read-only file system"),
    }
    if language() == "en" or error.errno is None:
        return error.strerror or str(error)
    return known.get(error.errno, _("system error {number}").format(number=error.errno))


def cannot_write(target: object, why: str) -> InputError:
    """An error that says what could not be written, and why."""
    return InputError(_("cannot write {target}: {why}").format(target=target, why=why))
