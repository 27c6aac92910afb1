"""What is wrong with a page as it stands: what axe-core finds, and a page wider than its screen."""

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
# Nothing is loaded a second time for the two rules about sound and about turning the screen.
OPTIONS = {"resultTypes": ["violations"], "preload": False}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(page) -> list[str]:
    """Every fault, one line each; none when the page is as it should be."""
    found = [
        f"{one['id']}: {node['target']} {node['html'][:120]}"
        for one in AXE.run(page, options=OPTIONS).response["violations"]
        for node in one["nodes"]
    ]
    wider = page.evaluate(WIDER)
    return found + ([f"{wider} px wider than the screen"] if wider > 0 else [])
