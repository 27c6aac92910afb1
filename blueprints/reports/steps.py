"""The steps of the long form, in the order in which "Go on" leads through them."""

from flask_babel import lazy_gettext as _

from blueprints.form_steps import Step
from blueprints.reports import happened, recognised, telling
from models.codes import PERMISSIONS
from models.facts import CLOCKS, FACTS

BODY = ("gender", "age", "height", "build", "skin", "ethnic_group", "hair", "facial_hair", "eyes", "glasses")
MANNER = ("accent", "marks", "clothing", "manner", "drunk")

IN_ORDER = (
    Step("what", _("What happened"), happened.What),
    Step(
        "somebody",
        _("You or somebody else"),
        telling.Somebody,
        _("Did it happen to you? Then leave this page as it is. If not, say who you are to them."),
    ),
    Step("where", _("Where"), happened.Where),
    Step("when", _("When"), happened.When),
    Step(
        "numbers",
        _("Numbers and names"),
        recognised.Numbers,
        _("Anything that points to them: phone, e-mail, username, car registration."),
        recognised.Number,
        _("Number or name %(number)s"),
        15,
        ((_("Username, or only a part?"), ("site", "sure")),),
        rows_first=True,
    ),
    Step(
        "person",
        _("The person"),
        recognised.People,
        _("Whatever you remember helps others to know them."),
        recognised.Person,
        _("Person %(number)s"),
        6,
        (
            (_("Body and face"), BODY),
            (_("Clothes, voice, manner"), MANNER),
            (_("Before and since"), ("known", "since")),
        ),
    ),
    Step(
        "vehicle",
        _("Car or van"),
        recognised.Vehicles,
        "",
        recognised.Vehicle,
        _("Vehicle %(number)s"),
        6,
        ((_("More about it"), ("plate_sure", "kind", "inside", "features", "left")),),
    ),
    Step(
        "force",
        _("Force and loss"),
        happened.Force,
        _(
            "After rape or sexual assault, a sexual assault centre (SARC) can help, without police if you like. Traces"
            " can be found for about %(traces)s days. Medicine against HIV must begin within %(medicine)s days."
            " Ring %(number)s to find a centre.",
            traces=CLOCKS["traces"].amount,
            medicine=CLOCKS["hiv-medicine"].amount,
            number=FACTS["nhs-111"].phone,
        ),
    ),
    Step(
        "hate",
        _("Were you chosen for who you are?"),
        happened.Hate,
        _("Some people are harmed for what others think of them."),
    ),
    Step("you", _("About you"), telling.You, _("Only what you want to say. It is never in a warning.")),
    Step(
        "evidence",
        _("Messages and photos"),
        telling.Evidence,
        _("Only tell us what you have, and keep it. A caseworker says how to show it, if you want to."),
    ),
    Step("before", _("Who knows already"), telling.Before),
    Step("support", _("What would help"), telling.Support),
    Step(
        "contact",
        _("How to reach you"),
        telling.Contact,
        _("We say nothing about this site when we get in touch."),
    ),
    Step("permissions", _("What we may do"), telling.Permissions),
)
STEPS = {step.code: step for step in IN_ORDER}
FOR_SOMEBODY = Step(
    "permissions",
    _("What they let us do"),
    telling.PermissionsFor,
    _("Choose what the person told you. With “I do not know” we only keep it."),
    folds=((_("More choices"), tuple(f"may_{one.code}" for one in PERMISSIONS.values() if not one.in_sight)),),
)
