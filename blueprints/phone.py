"""Telephone numbers as links."""


def tel(number: str) -> str:
    """A number of this country as a tel: address, without spaces and with its country (RFC 3966)."""
    digits = "".join(character for character in number if character.isdigit() or character == "+")
    return "tel:" + ("+44" + digits[1:] if digits.startswith("0") else digits)
