"""How each kind of identifier is read: the form in which two ways of writing the same one become equal."""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email
from phonenumbers import (
    NumberParseException,
    PhoneNumberFormat,
    ValidationResult,
    format_number,
    is_possible_number_with_reason,
    parse,
)

LONGEST = 254
_EDGES = "\"'“”‘’`.,;!? "

_PHONE_LABEL = re.compile(
    r"^(?:(?:his|her|their)\s+)?(?:tel|telephone|phone|mobile|mob|cell|number|no|whatsapp|signal|telegram)"
    r"[\s.:=]+(?=[+(\d])",
    re.IGNORECASE,
)
_EMAIL_LABEL = re.compile(r"^(?:mailto:|e-?mail\s*[:=]\s*)", re.IGNORECASE)
_PLATE_LABEL = re.compile(r"^(?:reg|registration|plate|number plate|car reg|car|van)\s*[:=]\s*", re.IGNORECASE)
# Words before a colon that name no site.
_LABELS = frozenset(
    """tel telephone phone mobile mob cell number no email mail reg plate car van name names called alias nick user
    username client age height hair eyes address postcode site website http https""".split()
)
# Sites known without their ending: "instagram" and "www.instagram.com" are one.
_PLATFORMS = frozenset(
    """adultwork discord facebook grindr instagram kik linkedin onlyfans reddit signal skype snapchat telegram tiktok
    tinder twitter viber vivastreet wechat whatsapp""".split()
)

# People write the letters O, l and I for 0 and 1; the phone library would read letters as keys of a dial.
_PHONE_LETTERS = str.maketrans("OolI|", "00111")
_EXTENSION = re.compile(r"\s*(?:#|x|ext\.?|extension)\s*\d{1,5}$", re.IGNORECASE)
_PHONE_SHAPE = re.compile(r"\+?[\d\s().\-/*_·]+")
PHONE_WITHIN = re.compile(r"(?<![\w+])\+?\(?\d(?:[ ().\-]{0,3}\d){8,14}(?!\w)")

EMAIL_WITHIN = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")

_EXACT = re.compile(
    "[A-Z]{2}[0-9]{2}[A-Z]{3}|[A-Z][0-9]{1,3}[A-Z]{3}|[A-Z]{3}[0-9]{1,3}[A-Z]|[A-Z]{1,3}[0-9]{1,4}|[0-9]{1,4}[A-Z]{1,3}"
)
_MISTYPED = re.compile("[A-Z01]{2}[0-9OIL]{2}[A-Z01]{3}")
_FOREIGN = re.compile("(?=(?:[^0-9]*[0-9]){2})(?=.*[A-Z])(?!.*[A-Z]{5})[A-Z0-9]{4,8}")
PLATE_WITHIN = re.compile(
    r"(?<![\w-])(?:[A-Za-z]{2}-?\d{2}[ -]?[A-Za-z]{3}|[A-Z]{2} ?\d{2} ?[A-Z]{3}"
    r"|[A-Z]\d{1,3} [A-Z]{3}|[A-Z]{3} \d{1,3}[A-Z])(?![\w-])"
)

_NAME, _SITE = r"@?(?P<name>[^\s@/:?#]{1,64})", r"(?P<site>[A-Za-z][A-Za-z0-9._-]{1,62}[A-Za-z0-9])"
_NAME_ON_SITE = re.compile(rf"{_NAME}\s+[oO][nN]\s+{_SITE}")
_USERNAME_SHAPES = (
    re.compile(rf"{_SITE}\s*:\s*{_NAME}"),
    re.compile(rf"{_SITE}\s+(?=@\S){_NAME}"),
    re.compile(rf"{_NAME}\s*@\s*{_SITE}"),
    _NAME_ON_SITE,
)
_LINK = re.compile(rf"(?:[hH][tT][tT][pP][sS]?://)?{_SITE}(?::\d+)?/(?P<path>[^\s?#]+)(?P<query>\?[^\s#]*)?(?:#\S*)?")
_PROFILE_FOLDERS = {"profile", "profiles", "user", "users", "u", "in", "member", "members"}


def prepared(text: str) -> str:
    """One piece in plain signs: compatibility forms folded, hidden marks gone, every script's digits as 0 to 9."""
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    plain = "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else "-" if unicodedata.category(c) == "Pd" else c for c in plain
    )
    return " ".join(plain.split()).strip(_EDGES)


def email(piece: str) -> str | None:
    """The address in small letters, or None. "(at)", spaces around @, brackets and mailto: are read as meant."""
    candidate = _EMAIL_LABEL.sub("", piece)
    candidate = re.sub(r"\s*[(\[]\s*(?:at|@)\s*[)\]]\s*", "@", candidate, flags=re.IGNORECASE)
    candidate = re.sub(r"\s*[(\[]\s*(?:dot|\.)\s*[)\]]\s*", ".", candidate, flags=re.IGNORECASE)
    candidate = re.sub(r"\s*@\s*", "@", candidate).strip("<>()[] .")
    host = candidate.rpartition("@")[2]
    if "." not in host or "://" in candidate or " " in candidate or len(candidate) > LONGEST:
        return None
    try:
        # Special hosts such as those kept for examples are fine: nothing is ever sent to these addresses.
        found = validate_email(candidate.lower(), check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return None
    return found.normalized.lower()


def _international(form: str) -> str | None:
    """The form with + and country, when a number so long is possible there."""
    try:
        number = parse(form, "GB")
    except NumberParseException:
        return None
    # Possible, not valid: numbers kept for drama and new ranges are in no list of valid ones.
    possible = is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    return format_number(number, PhoneNumberFormat.E164) if possible else None


def phone(piece: str) -> str | None:
    """The number with + and its country (ITU-T E.164), read as British where no country is given; or None."""
    candidate = re.sub(r"^tel:\s*", "", piece, flags=re.IGNORECASE)
    candidate = _EXTENSION.sub("", _PHONE_LABEL.sub("", candidate))
    true_digits = sum(c.isdigit() for c in candidate)
    candidate = re.sub(r"\(\s*0\s*\)", " ", candidate.translate(_PHONE_LETTERS))
    digits = re.sub(r"\D", "", candidate)
    if true_digits < 3 or len(digits) > 17 or not _PHONE_SHAPE.fullmatch(candidate):
        return None
    forms = ["+" + digits] if candidate.lstrip("( ").startswith("+") else [digits]
    if forms[0][0] not in "+0" and len(digits) > 10:
        # "44 7700 900123", "353 87 123 4567": a country's code without its plus.
        forms.insert(0, "+" + digits)
    for form in forms:
        value = _international(form)
        # Rows of zeros lose some each time they are read; no number does.
        if value and _international(value) == value:
            return value
    return None


def plate(piece: str) -> str | None:
    """The registration in capitals without spaces, or None.

    In a British one of today letters and digits have fixed seats, so O and I are told from 0 and 1.
    """
    candidate = re.sub(r"[\s.\-]", "", _PLATE_LABEL.sub("", piece)).upper()
    if not candidate.isascii():
        return None
    if len(candidate) >= 4 and _EXACT.fullmatch(candidate):
        return candidate
    if _MISTYPED.fullmatch(candidate) and re.search("[0-9]", candidate):
        letters = str.maketrans("01", "OI")
        age = candidate[2:4].translate(str.maketrans("OIL", "011"))
        return candidate[:2].translate(letters) + age + candidate[4:].translate(letters)
    return candidate if _FOREIGN.fullmatch(candidate) else None


def _joined(site: str, name: str) -> str | None:
    site, name = site.casefold().removeprefix("www."), name.casefold().strip(_EDGES + "@/")
    if site.partition(".")[0] in _PLATFORMS:
        site = site.partition(".")[0]
    if not name or len(site) < 3 or site in _LABELS:
        return None
    return unicodedata.normalize("NFKC", f"{site}/{name}")


def username(piece: str) -> str | None:
    """Site and name as "site/name", without case, or None; a link to a profile is read the same way."""
    for shape in _USERNAME_SHAPES:
        if match := shape.fullmatch(piece):
            # "Dave on Tuesday" names no site.
            is_site = shape is not _NAME_ON_SITE or "." in match["site"] or match["site"].casefold() in _PLATFORMS
            return _joined(match["site"], match["name"]) if is_site else None
    match = _LINK.fullmatch(piece)
    if not match:
        return None
    folders = [part for part in match["path"].split("/") if part]
    while len(folders) > 1 and folders[0].casefold() in _PROFILE_FOLDERS:
        folders.pop(0)
    # A page that shows everybody's profile says who in its query; dropping that would make all of them one person.
    query = match["query"] if match["query"] and "id=" in match["query"] else ""
    return _joined(match["site"], "/".join(folders) + (query or ""))


# In the order they are tried: what looks like an e-mail is one, and so on.
READERS = (("email", email), ("phone", phone), ("plate", plate), ("username", username))
# What a longer text may hold; a username cannot be told from other words there.
WITHIN = (("email", EMAIL_WITHIN, email), ("phone", PHONE_WITHIN, phone), ("plate", PLATE_WITHIN, plate))
