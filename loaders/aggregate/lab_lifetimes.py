"""What became of each laboratory, as Ibis expressions: entry, exit, orders to rectify settled."""

from datetime import date

import ibis
from ibis import _

from catalog.definitions import catalog

UNSTATED = "未填"
ORDERED = "限期整改"
IN_TIME, OVERDUE = "按期通过", "逾期"
ENDS = {"passed": "整改通过", "revoked": "取消资格", "withdrew": "主动退出"}
_NEVER = date(9999, 12, 31)


def lab_lives(labs, events):
    """One row per laboratory with the day it entered and, if it left, the day it left."""
    entry = events.filter(_.event == "批准建设").group_by("lab_id").agg(day=_.event_date.min())
    leaving = events.filter(_.event.isin(["取消资格", "主动退出"]))
    exit_ = leaving.group_by("lab_id").agg(exited=_.event_date.min())
    joined = labs.left_join(entry, "lab_id").drop("lab_id_right")
    joined = joined.left_join(exit_, "lab_id").drop("lab_id_right")
    entered = ibis.coalesce(joined.day, joined.approved_on)
    return joined.mutate(
        entered=entered,
        # an exit known by its year alone stands on 1 January and may precede the entry
        exited=joined.exited.notnull().ifelse(ibis.greatest(joined.exited, entered), ibis.null()),
        domain=ibis.coalesce(_.domain, catalog().domain_fallback),
        host_type=ibis.coalesce(_.host_type, UNSTATED),
    )


def settled(events, days: int, as_of: date):
    """One row per order settled by the as-of day: lab_id, settled_on, outcome.

    An order is settled by the lab's next 整改通过, 取消资格 or 主动退出, else on the day its `days`
    are over, as 逾期 whatever comes later. One that still has time and no answer has no row: it is
    neither in time nor late. No official deadline is known: `days` are an internal yardstick, kept
    in the catalogue. Labs with an event known by its year alone are left out, because
    their days cannot be counted.
    """
    by_year = events.filter(_.event_date_precision == "year").select("lab_id").distinct()
    known = events.anti_join(by_year, "lab_id").select("lab_id", "event", "event_date")
    orders = known.filter(_.event == ORDERED).select("lab_id", ordered_on=_.event_date)
    later = orders.inner_join(known.view(), "lab_id").filter(_.event_date >= _.ordered_on)
    first = {
        name: ibis.coalesce(_.event_date.min(where=_.event == word), _NEVER)
        for name, word in ENDS.items()
    }
    answered = later.group_by(["lab_id", "ordered_on"]).agg(**first)
    answered = answered.mutate(
        ended=ibis.least(*(answered[name] for name in ENDS)),
        due=(_.ordered_on + ibis.interval(days=days)).cast("date"),
    )
    outcome = ibis.cases(
        (answered.ended > answered.due, OVERDUE),
        (answered.ended == answered.passed, IN_TIME),
        (answered.ended == answered.revoked, ENDS["revoked"]),
        else_=ENDS["withdrew"],
    )
    answered = answered.mutate(outcome=outcome, settled_on=ibis.least(_.ended, _.due))
    return answered.filter(_.settled_on <= as_of).select("lab_id", "settled_on", "outcome")
