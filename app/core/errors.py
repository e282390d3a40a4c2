"""The one exception whose text a user sees."""


class UserError(Exception):
    """A fault the user can mend: a plain Chinese sentence saying what, where, and what to do."""


class DamagedError(UserError):
    """A database or record that is there but wrong; the command line leaves with 1 instead of 2."""
