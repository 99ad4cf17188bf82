"""A section that a browser asked for, while its page is about to run."""

import threading

from content.board import ready_section

SECTION, VIEW = "a section", "its view"


def test_a_page_gives_way_to_figures_that_are_being_built_and_no_longer_than_a_moment(monkeypatch):
    begun, go_on, order = threading.Event(), threading.Event(), []

    def build(_section, _headed):
        begun.set()
        go_on.wait()
        order.append("figures")

    monkeypatch.setattr(ready_section, "build_ready_section", build)
    kept = ready_section.KeptSections(9)
    kept.wait_for_those_being_built(60)  # nothing is being built
    browser = threading.Thread(target=kept.get, args=(SECTION, VIEW))
    browser.start()
    begun.wait()
    kept.wait_for_those_being_built(0.01)
    order.append("a page that waited in vain")
    threading.Timer(0.05, go_on.set).start()
    kept.wait_for_those_being_built(60)
    order.append("a page")
    browser.join()
    assert order == ["a page that waited in vain", "figures", "a page"]
