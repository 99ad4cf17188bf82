"""The words of a laboratory's lifetime: its events, its states, how an order to rectify ends."""

from catalog.definitions import catalog

# in the order of data/catalog/codes.toml, which is also that of events of one day
EVENTS = catalog().codes["event"].names
(APPROVED,) = catalog().events_of("entry")
(ACCEPTED,) = catalog().events_of("accepted")
(ORDERED,) = catalog().events_of("order")
(PASSED,) = catalog().events_of("answer")
EXITS = catalog().events_of("exit")  # a laboratory leaves with the first of these
REVOKED, WITHDREW = EXITS
ANSWERS = (PASSED, *EXITS)  # what may end an order to rectify

STATES = ("building", "accepted", "rectifying", "left")
BUILDING, OPERATING, RECTIFYING, LEFT = STATES

# how an order to rectify ended; `open` where it has not
FATES = ("in_time", "late", "left", "undated", "open")
IN_TIME, LATE, LEFT_UNANSWERED, UNDATED, OPEN = FATES

# categories of the observations `rectifications_settled`, beside the two exits
SETTLED_IN_TIME, SETTLED_OVERDUE = "按期通过", "逾期"
