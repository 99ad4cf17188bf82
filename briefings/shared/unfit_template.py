"""Why a template that staff bring cannot be used."""


class UnfitTemplate(ValueError):
    """The template cannot be used; the message says why, in the reader's words."""
