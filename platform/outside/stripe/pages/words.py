"""The hosted pages in the reader's language: written in English, said in Spanish where asked."""

import re
from contextvars import ContextVar
from html import escape, unescape

LANGUAGES = ("en", "es")
_language: ContextVar[str] = ContextVar("language", default="en")
TEXT = re.compile(r">([^<>]+)<")
SPANISH = {
    "Practice page. No card is charged, no bank is asked.": (
        "Página de prueba. No se cobra a ninguna tarjeta ni se pregunta a ningún banco."
    ),
    "Pay by card": "Pagar con tarjeta",
    "Save a card": "Guardar una tarjeta",
    "Save card": "Guardar tarjeta",
    "Card number": "Número de tarjeta",
    "Expiry (MM / YY)": "Caducidad (MM / AA)",
    "CVC": "CVC",
    "Name on the card": "Nombre en la tarjeta",
    "Cancel and go back": "Cancelar y volver",
    "Cards to try": "Tarjetas para probar",
    "pays": "paga",
    "is declined": "se rechaza",
    "has insufficient funds": "no tiene saldo",
    "asks for proof first (3-D Secure)": "pide antes una prueba (3-D Secure)",
    "asks for proof first (3-D Secure), each time": "pide una prueba cada vez (3-D Secure)",
    "can be kept, and is declined when charged": "se puede guardar, y se rechaza al cobrar",
    "can be kept, and has insufficient funds when charged": (
        "se puede guardar, y no tiene saldo al cobrar"
    ),
    "Some of it needs a second look.": "Hay algo que revisar.",
    "Check the card number: it is incomplete or has a wrong digit.": (
        "Revisa el número de tarjeta: está incompleto o tiene una cifra mal."
    ),
    "Write the month and the year, like 04 / 30.": "Escribe el mes y el año, como 04 / 30.",
    "This card has expired. Use another one.": "Esta tarjeta ha caducado. Usa otra.",
    "Write the 3 or 4 digits on the card.": "Escribe las 3 o 4 cifras de la tarjeta.",
    "Write the name on the card.": "Escribe el nombre que figura en la tarjeta.",
    "Your card was declined.": "Tu tarjeta ha sido rechazada.",
    "Your card was declined. This is not one of the test cards.": (
        "Tu tarjeta ha sido rechazada. No es una de las tarjetas de prueba."
    ),
    "Your card has insufficient funds.": "Tu tarjeta no tiene saldo suficiente.",
    "Your bank asks: is this you?": "Tu banco pregunta: ¿eres tú?",
    "Confirm with your bank": "Confirma con tu banco",
    "You are about to pay": "Vas a pagar",
    "Complete": "Confirmar",
    "Fail": "Rechazar",
    "This payment page has expired": "Esta página de pago ha caducado",
    "Nothing was charged. Go back and start the payment again.": (
        "No se ha cobrado nada. Vuelve y empieza el pago de nuevo."
    ),
    "Back to the shop": "Volver a la tienda",
    "There is no such payment page": "Esta página de pago no existe",
    "The address is wrong, or the page is long gone. Nothing was charged.": (
        "La dirección está mal o la página ya no existe. No se ha cobrado nada."
    ),
    "This link does not exist": "Este enlace no existe",
    "Ask for a new link where you came from.": "Pide un enlace nuevo en el sitio del que vienes.",
    "This page is over": "Esta página ha terminado",
    "Go back to where you came from and ask for a new link. What you entered is kept.": (
        "Vuelve al sitio del que vienes y pide un enlace nuevo. Lo que has escrito se conserva."
    ),
    "Where should we pay you?": "¿Dónde te pagamos?",
    "Who are you?": "¿Quién eres?",
    "First name": "Nombre",
    "Last name": "Apellidos",
    "Day of birth": "Día de nacimiento",
    "Month": "Mes",
    "Year": "Año",
    "I agree to the terms of being paid": "Acepto las condiciones de cobro",
    "Account holder": "Titular de la cuenta",
    "Finish": "Terminar",
    "Continue": "Continuar",
    "Leave and come back later": "Salir y volver más tarde",
    "Fill this in as it stands on your document.": "Escríbelo tal como está en tu documento.",
    "Write your birthday in figures, like 1, 12 and 1990.": (
        "Escribe tu nacimiento en cifras, como 1, 12 y 1990."
    ),
    "Agree to the terms to be paid.": "Acepta las condiciones para cobrar.",
    "Check the IBAN: it is incomplete or has a wrong character.": (
        "Revisa el IBAN: está incompleto o tiene un carácter mal."
    ),
    "Write the name the account is held in.": "Escribe el nombre del titular de la cuenta.",
}
# What holds an amount, a name or a number of its own.
PATTERNS = [
    (re.compile(r"Pay (.+)"), r"Pagar \1"),
    (re.compile(r"(.+), step (\d) of (\d)"), r"\1, paso \2 de \3"),
    (re.compile(r"To try it: (.+)"), r"Para probar: \1"),
]


def listen(accepted: str) -> None:
    """Take the first language a browser asks for that the pages are written in."""
    asked = (part.split(";")[0].split("-")[0].strip().lower() for part in accepted.split(","))
    _language.set(next((language for language in asked if language in LANGUAGES), "en"))


def language() -> str:
    """Return the language of the page being made."""
    return _language.get()


def said(markup: str) -> str:
    """Return the page's markup with every text the table knows in the reader's language."""
    if language() == "en":
        return markup
    return TEXT.sub(lambda found: f">{_in_spanish(found[1])}<", markup)


def _in_spanish(text: str) -> str:
    plain = unescape(text.strip())
    before, mark, rest = plain.partition("Error: ")
    if mark and not before:
        return f"Error: {_in_spanish(escape(rest))}"
    spoken = SPANISH.get(plain)
    if spoken is None:
        for pattern, words in PATTERNS:
            if pattern.fullmatch(plain):
                spoken = pattern.sub(words, plain)
                break
        else:
            return text
    return text.replace(text.strip(), escape(spoken, quote=False))
