"""The frame of every hosted page, and the few pieces they share."""

from decimal import Decimal
from html import escape

from babel.numbers import format_currency, get_currency_precision

from outside.stripe.pages import words

STYLE = """
:root { color-scheme: light dark; --paper: #f4f5f8; --card: #fff; --ink: #16202c; --soft: #505c6b;
  --line: #d8dde5; --edge: #7b8796; --act: #2d4bb5; --on-act: #fff; --bad: #a3152a;
  --bad-tint: #fdeef0; --focus: #b0620a; --note: #fdf0d5; --on-note: #6b4300; }
@media (prefers-color-scheme: dark) { :root { --paper: #11161d; --card: #1a212b; --ink: #eef2f7;
  --soft: #a9b5c4; --line: #333e4c; --edge: #7b8796; --act: #9db4ff; --on-act: #101a3a;
  --bad: #ffb0ba; --bad-tint: #3a1b22; --focus: #ffc078; --note: #35280f; --on-note: #f6d79b; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
.strip { background: var(--note); color: var(--on-note); text-align: center; padding: .375rem 1rem;
  margin: 0; font-size: .8125rem; }
main { max-width: 27rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.375rem; line-height: 1.25; margin: .25rem 0 .75rem; }
p { margin: .5rem 0; }
.who { margin: 0; font-weight: 600; }
.who, .hint { color: var(--soft); }
.total { font-size: 2.25rem; font-weight: 700; letter-spacing: -.02em; line-height: 1.1;
  font-variant-numeric: tabular-nums; margin: .25rem 0 1rem; }
.lines { list-style: none; margin: 0 0 1.5rem; padding: .75rem 0; border-block: 1px solid
  var(--line); }
.lines li { display: flex; justify-content: space-between; gap: 1rem;
  font-variant-numeric: tabular-nums; }
.box { background: var(--card); border: 1px solid var(--line); border-radius: 1rem;
  padding: 1.5rem; box-shadow: 0 12px 32px -18px rgb(0 0 0 / .35); }
.field { margin: 0 0 1rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; align-items: end; }
.pair:has(.why) { align-items: start; }
label { display: block; font-size: .9375rem; font-weight: 600; margin-bottom: .25rem; }
input { width: 100%; min-height: 3rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--edge); border-radius: .625rem; }
input[aria-invalid] { border: 2px solid var(--bad); }
input[type=checkbox] { width: 1.5rem; min-height: 1.5rem; flex: none; margin: 0; }
.tick { display: flex; gap: .75rem; align-items: flex-start; min-height: 2.75rem; }
.tick label { font-weight: 400; margin: 0; }
.why { color: var(--bad); font-size: .9375rem; font-weight: 600; margin: .25rem 0 0; }
.notice { background: var(--bad-tint); color: var(--bad); border-radius: .625rem;
  padding: .75rem 1rem; margin: 0 0 1rem; font-weight: 600; }
button { width: 100%; min-height: 3.25rem; font: inherit; font-weight: 700; border-radius: .75rem;
  border: 2px solid var(--act); background: var(--act); color: var(--on-act); cursor: pointer; }
button:hover { filter: brightness(1.08); }
button.plain { background: none; color: var(--act); margin-top: .75rem; }
a { color: var(--act); }
.away { display: inline-block; padding: .7rem 0; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
summary { min-height: 2.75rem; padding: .6rem 0; cursor: pointer; }
code { font-size: 1rem; }
dt { font-variant-numeric: tabular-nums; }
dd { margin: 0 0 .5rem; color: var(--soft); }
/* What is bought stands beside the card, where there is room for both. */
@media (min-width: 56rem) {
  body:has(.lines) { background: linear-gradient(to right, var(--paper) 50%, var(--card) 50%); }
  main:has(.lines) { display: grid; grid-template-columns: 1fr 1fr; gap: 0 6rem;
    grid-template-rows: repeat(7, auto) 1fr; max-width: 62rem; padding: 4rem 2rem; }
  main:has(.lines) > * { grid-column: 1; }
  main:has(.lines) > .notice { grid-area: 1 / 2; align-self: start; }
  main:has(.lines) > .box { grid-area: 1 / 2 / -1; align-self: start; border: 0; padding: 0;
    box-shadow: none; }
  main:has(.lines):has(> .notice) > .box { grid-row-start: 2; }
}
"""


def page(title: str, inner: str) -> str:
    """Return a whole page around its inner part, in the reader's language."""
    return words.said(
        f'<!doctype html><html lang="{words.language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><link rel="icon" href="data:,">'
        f"<title>{escape(title)}</title></head><body>"
        '<header><p class="strip">Practice page. No card is charged, no bank is asked.</p></header>'
        f"<main>{inner}</main></body></html>"
    ).replace("</head>", f"<style>{STYLE}</style></head>", 1)


def field(
    name: str,
    label: str,
    *,
    value: str = "",
    why: str = "",
    hint: str = "",
    **attributes: str,
) -> str:
    """Return one labelled input, with what is wrong with it said beneath."""
    about = [f"{name}-hint"] * bool(hint) + [f"{name}-why"] * bool(why)
    described = f' aria-describedby="{" ".join(about)}"' if about else ""
    more = "".join(f' {key.replace("_", "-")}="{escape(v)}"' for key, v in attributes.items())
    return (
        f'<div class="field"><label for="{name}">{escape(label)}</label>'
        + (f'<p class="hint" id="{name}-hint">{escape(hint)}</p>' if hint else "")
        + f'<input id="{name}" name="{name}" value="{escape(value)}" required{described}'
        + (' aria-invalid="true"' if why else "")
        + f"{more}>"
        + (f'<p class="why" id="{name}-why">{escape(why)}</p>' if why else "")
        + "</div>"
    )


def notice(text: str) -> str:
    """Return what went wrong, said first."""
    return f'<p class="notice" role="alert">{escape(text)}</p>' if text else ""


def shown(amount: int, currency: str) -> str:
    """Return an amount as a person reads it."""
    code = currency.upper()
    major = Decimal(amount).scaleb(-get_currency_precision(code))
    return format_currency(major, code, locale=words.language())


def note_page(title: str, text: str, *, link: str = "", label: str = "") -> str:
    """Return a page that says one thing and offers the way on."""
    way = f'<p><a class="away" href="{escape(link)}">{escape(label)}</a></p>' if link else ""
    return page(title, f"<h1>{escape(title)}</h1><p>{escape(text)}</p>{way}")
