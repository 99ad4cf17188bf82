"""The one clock of the project, so that tests can set it: Beijing's, whatever the host's."""

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def now() -> datetime:
    """This moment in Beijing."""
    return datetime.now(BEIJING)


def day_of(moment: datetime) -> date:
    """The day in Beijing on which a moment with a zone falls."""
    return moment.astimezone(BEIJING).date()


def today() -> date:
    """The day of this run, which in Beijing begins eight hours before that of UTC."""
    return now().date()
