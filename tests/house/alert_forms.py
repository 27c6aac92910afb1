"""The forms of the desk for alerts: what is written, what is out, translations."""

from tests.house.site_form import SiteForm, reason

WORDS = ("title", "what_happened", "person", "contact_used", "pattern", "who_targeted", "advice")
DRAFT = {
    "good": {"title": "x", "about": "person", "level": "1", "area": "uk", "month": "{month}", "language": "en"},
    "words": WORDS,
    "choices": ("about", "level", "area", "month", "sector", "language", "targets", "harms"),
    "empty": ("about", "level", "month", "language"),
}
ALERT_FORMS = [
    SiteForm("alerts_staff.new", "caseworker", "/staff/alerts/new/", choices=("origin",), empty=("origin",)),
    SiteForm("alerts_staff.alert", "caseworker", "/staff/alerts/{draft}/", **DRAFT),
    SiteForm("alerts_staff.ask", "caseworker", "/staff/alerts/{draft}/ask/", **DRAFT),
    SiteForm(
        "alerts_staff.approve",
        "caseworker",
        "/staff/alerts/{asked}/approve/",
        choices=("seen",),
        unknown=303,
        marks={"seen": ""},
    ),
    SiteForm("alerts_staff.send_back", "caseworker", "/staff/alerts/{asked}/send-back/"),
    SiteForm("alerts_staff.stop", "caseworker", "/staff/alerts/{approved}/stop/"),
    reason("/staff/alerts/{draft}/withdraw/", "alerts_staff.withdraw", "reason-error"),
    SiteForm("alerts_staff.extend", "caseworker", "/staff/alerts/{published}/extend/"),
    SiteForm("alerts_staff.end", "caseworker", "/staff/alerts/{published}/end/"),
    SiteForm("alerts_staff.bring_back", "caseworker", "/staff/alerts/{ended_alert}/bring-back/"),
    SiteForm(
        "alerts_staff.standing",
        "caseworker",
        "/staff/alerts/{published}/standing/",
        {"standing": "resolved", "because": "police"},
        choices=("standing", "because"),
        empty=("standing", "because"),
    ),
    SiteForm("alerts_staff.correct", "caseworker", "/staff/alerts/{published}/correct/"),
    SiteForm("alerts_staff.translation", "caseworker", "/staff/alerts/{published}/translations/ro/", words=WORDS),
    SiteForm(
        "alerts_staff.translation_ask", "caseworker", "/staff/alerts/{published}/translations/ro/ask/", words=WORDS
    ),
    SiteForm(
        "alerts_staff.translation_approve",
        "caseworker",
        "/staff/alerts/{asked_translation}/translations/ro/approve/",
        choices=("seen",),
        unknown=303,
        marks={"seen": ""},
    ),
    SiteForm(
        "alerts_staff.translation_send_back",
        "caseworker",
        "/staff/alerts/{asked_translation}/translations/ro/send-back/",
    ),
]
