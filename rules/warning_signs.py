"""Shapes of text that may point to somebody: addresses, postcodes, exact days and times, links, long numbers."""

import re

_I = re.IGNORECASE
# First letters of postcodes of the United Kingdom.
_POST_TOWNS = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY"
    "|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR"
    "|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA"
    "|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_FROM = (
    "english|scottish|welsh|irish|british|romanian|bulgarian|polish|albanian|hungarian|brazilian|portuguese|spanish"
    "|italian|french|german|dutch|russian|ukrainian|lithuanian|latvian|estonian|czech|slovak|greek|turkish|kurdish"
    "|chinese|thai|vietnamese|filipin[ao]|indian|pakistani|bangladeshi|sri lankan|nepali|nigerian|ghanaian|kenyan"
    "|somali|eritrean|ethiopian|sudanese|zimbabwean|south african|moroccan|algerian|egyptian|iraqi|iranian|syrian"
    "|afghan|jamaican|colombian|venezuelan|argentinian|mexican|american|canadian|australian|japanese|korean"
    "|malaysian|serbian|croatian|kosovan|moldovan"
)
_AGE = (
    r"(?:aged? \d\d|\d\d ?-? ?years?|\d0s|\d\d ?(?:-|–|to) ?\d\d|(?:about|around) \d\d"
    r"|(?:early|mid|late)[ -](?:\d0s|teens|twenties|thirties|forties|fifties|sixties))"
)
_ORIGIN = rf"(?:{_FROM})"

# British postcodes in full, and Irish Eircodes.
POSTCODE = re.compile(
    rf"\b(?:{_POST_TOWNS})\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{{2}}\b"
    r"|\b[AC-FHKNPRTV-Y]\d[\dW] ?[AC-FHKNPRTV-Y](?=\w*\d)[\dA-Z]{3}\b",
    _I,
)
ADDRESS = re.compile(
    r"\b(?:flat|apartment|unit|room)\s+\d{1,4}[a-z]?\b(?:,?\s+\d{1,4}[a-z]?\s+[^\W\d_]+\s+[^\W\d_]+)?"
    r"|\b\d{1,4}[a-z]?,?\s+(?:(?!(?:in|on|the|of|to|a|at|down|up|along|men|this|that|his|her|was|and|or)\b)[^\W\d_]['’\w]*\s+){1,2}"
    r"(?:street|st|road|rd|avenue|ave|lane|terrace|crescent|gardens|mews|grove|close|drive|square|court|place|row|quay)\b",
    _I,
)
WARNINGS = (
    (
        "date",
        re.compile(
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b|\b(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)"
            r"|\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}(?:st|nd|rd|th)\b"
            r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:yesterday|last night|tonight|this morning)\b",
            _I,
        ),
    ),
    (
        "time",
        re.compile(
            r"\b\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b|\b(?:[01]?\d|2[0-3]):[0-5]\d\b|\bo['’]clock\b"
            r"|\b(?:half|quarter) (?:past|to) \w+",
            _I,
        ),
    ),
    (
        "link",
        re.compile(
            r"\bhttps?://\S+|\bwww\.\S+|(?<![@\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|uk|ie|eu|io|me|co|info|xxx|example)\b(?:/[^\s…]*)?",
            _I,
        ),
    ),
    ("age-and-origin", re.compile(rf"\b{_AGE}[^\n]{{0,60}}?\b{_ORIGIN}\b|\b{_ORIGIN}\b[^\n]{{0,60}}?\b{_AGE}\b", _I)),
    ("postcode-district", re.compile(rf"\b(?:{_POST_TOWNS})\d[A-Z\d]?\b")),
    ("number", re.compile(r"(?<![£€$\d.,])\d(?:[ -]?\d){4,}\b")),
)
