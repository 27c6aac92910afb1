"""Every table, parents before children: for migrations and for tests that look at all of them."""

from models.account import Account, AccountArea, AccountLink
from models.alert import Alert, AlertHarm, AlertReport, AlertTarget, AlertTranslation
from models.audit import Audit
from models.bounce import Bounce
from models.check_site import Asking, CheckSite
from models.delivery import Delivery, Heartbeat
from models.digest import Digest
from models.form_draft import FormDraft
from models.help_page import FactCheck, HelpVersion, Service
from models.key_pair import KeyGrant, KeyPair
from models.lesson import Lesson
from models.letter import OwedLetter
from models.message import Message, Thread
from models.package import Package, PackageSession
from models.permission import Permission
from models.professional import ComplaintLetter, ComplaintStep, ConflictLock, ProfessionalDetail
from models.project import Project, ProjectArea
from models.report import Addition, Harm, Reading, Report, ReportKey
from models.report_pair import ReportPair
from models.saved_search import SavedSearch
from models.sending_pause import SendingPause
from models.session import Session
from models.sighting import Sighting
from models.tally import Tally
from models.therapist import Therapist, TherapistCheck

TABLES = [
    Project,
    ProjectArea,
    Account,
    AccountArea,
    AccountLink,
    KeyPair,
    KeyGrant,
    Report,
    ReportKey,
    Harm,
    Addition,
    Reading,
    ProfessionalDetail,
    ConflictLock,
    ComplaintStep,
    ComplaintLetter,
    Lesson,
    Therapist,
    TherapistCheck,
    Package,
    PackageSession,
    HelpVersion,
    FactCheck,
    Service,
    FormDraft,
    Session,
    Permission,
    Thread,
    Message,
    Sighting,
    Alert,
    AlertHarm,
    AlertTarget,
    AlertTranslation,
    AlertReport,
    ReportPair,
    SavedSearch,
    CheckSite,
    Asking,
    Digest,
    Delivery,
    SendingPause,
    Bounce,
    Heartbeat,
    OwedLetter,
    Audit,
    Tally,
]
