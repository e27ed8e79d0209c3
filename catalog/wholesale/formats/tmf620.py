"""Read a TMF620 export: find its resources and their version, check each, draft it."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from catalog.wholesale.formats import tmf620_drafts, tmf620_v4, tmf620_v5
from catalog.wholesale.formats.drafts import (
    Draft,
    OfferingDraft,
    PriceDraft,
    Reading,
    SpecificationDraft,
)
from catalog.wholesale.formats.exact_json import Unreadable, member_path, read_exactly, unstorable
from catalog.wholesale.formats.read_members import READ, REQUIRED
from catalog.wholesale.formats.shapes import mismatches, missing

TAKEN = ("productSpecification", "productOffering", "productOfferingPrice")
# What a whole export also lists, and this import leaves where it is.
LEFT_OUT = {"category", "catalog", "productCatalog", "importJob", "exportJob"}
CLASSES = {
    "ProductSpecification": "productSpecification",
    "ProductOffering": "productOffering",
    "ProductOfferingPrice": "productOfferingPrice",
    "ProductOfferingPriceAlteration": "productOfferingPrice",
    "BundleProductOffering": "productOffering",
    "BundleProductSpecification": "productSpecification",
}
OTHER_CLASSES = {"Category", "Catalog", "ProductCatalog", "ImportJob", "ExportJob"}
# Members that only one kind has, for exports that leave @type out.
TELLING = {
    "productOfferingPrice": {"price", "priceType", "recurringChargePeriodType", "popRelationship"},
    "productOffering": {"productOfferingPrice", "productSpecification", "isSellable"},
    "productSpecification": {"productSpecCharacteristic", "productNumber", "brand"},
}
HREF = re.compile(r"/v(?P<version>\d+)/(?P<kind>\w+)/[^/]+/?$")
VERSIONS = {4: tmf620_v4, 5: tmf620_v5}
MOST_RESOURCES = 20_000


def read_tmf620(text: str) -> Reading:
    """Return what a TMF620 export holds; every fault is told with the path of its member."""
    reading = Reading()
    try:
        document = read_exactly(text)
    except Unreadable as error:
        reading.refuse(error.place, str(error))
        return reading
    try:
        reading.refused += unstorable(document)
        found = list(_resources(document, "$", reading))
    except RecursionError:
        reading.refuse("$", _("this is nested too deeply to be a catalogue"))
        return reading
    if len(found) > MOST_RESOURCES:
        reading.refuse(
            "$",
            _("holds %(count)s resources; take at most %(most)s a file")
            % {"count": len(found), "most": MOST_RESOURCES},
        )
    if not reading.refused and not found:
        reading.refuse("$", _("holds no resource to import"))
    if not reading.refused:
        _draft_all(found, reading)
    return reading


def _resources(document: Any, path: str, reading: Reading):
    """Yield (kind told by the list it stands in, resource, path)."""
    if isinstance(document, list):
        for at, item in enumerate(document):
            yield from _resources(item, f"{path}[{at}]", reading)
        return
    if not isinstance(document, dict):
        reading.refuse(path, _("is no resource: an object belongs here"))
        return
    if not _is_container(document):
        yield "", document, path
        return
    for name, items in document.items():
        here = member_path(path, name)
        if name in LEFT_OUT:
            reading.left_out.append(name)
        elif name not in TAKEN:
            reading.refuse(
                here, _("is no list this import takes: %(known)s") % {"known": ", ".join(TAKEN)}
            )
        elif not isinstance(items, list):
            reading.refuse(here, _("is no list"))
        else:
            for at, item in enumerate(items):
                if isinstance(item, dict):
                    yield name, item, f"{here}[{at}]"
                else:
                    reading.refuse(f"{here}[{at}]", _("is no resource: an object belongs here"))


def _is_container(document: dict[str, Any]) -> bool:
    if document.keys() & {"id", "href", "name", "@type", "op"}:
        return False
    return any(name in document for name in (*TAKEN, *LEFT_OUT))


def _draft_all(found: list[tuple[str, dict[str, Any], str]], reading: Reading) -> None:
    drafts: dict[tuple[type, str], tuple[Draft, str]] = {}
    embedded: list[tuple[PriceDraft, str]] = []
    for told_kind, resource, path in found:
        kind = _kind_of(resource, told_kind, path, reading)
        version = kind and _version_of(resource, path, reading)
        if not kind or not version:
            continue
        rules = VERSIONS[version]
        faults = list(mismatches(resource, READ[kind], path))
        faults += missing(resource, REQUIRED, path)
        odd = [
            *mismatches(resource, rules.SHAPES[kind], path),
            *missing(resource, rules.REQUIRED[kind], path),
        ]
        told = {fault.path for fault in faults}
        reading.remarks += [remark for remark in odd if remark.path not in told]
        if faults:
            reading.refused += faults
            continue
        draft: SpecificationDraft | PriceDraft | OfferingDraft | None
        draft = tmf620_drafts.draft_of(kind, resource, path, reading)
        if isinstance(draft, OfferingDraft):
            embedded += tmf620_drafts.prices_inside(resource, path, reading)
        if draft is not None:
            _keep(draft, path, drafts, reading)
    for draft, path in embedded:
        # The price by itself says more than the copy inside an offering.
        if (PriceDraft, draft.code) not in drafts:
            _keep(draft, path, drafts, reading)
    reading.drafts = [draft for draft, _ in drafts.values()]


def _keep(
    draft: Draft, path: str, drafts: dict[tuple[type, str], tuple[Draft, str]], reading: Reading
) -> None:
    earlier = drafts.setdefault((type(draft), draft.code), (draft, path))
    if earlier[0] != draft:
        reading.refuse(
            member_path(path, "id"),
            _("“%(code)s” stands in this file before, with other content, at %(value)s")
            % {"code": draft.code, "value": earlier[1]},
        )


def _kind_of(resource: dict[str, Any], told: str, path: str, reading: Reading) -> str:
    if "op" in resource and "path" in resource:
        reading.refuse(
            member_path(path, "op"),
            _("this is a JSON Patch, a change to a resource; import the whole resource"),
        )
        return ""
    for name in ("@type", "@baseType"):
        word = resource.get(name)
        if word in CLASSES:
            if told and told != CLASSES[word]:
                reading.refuse(
                    member_path(path, name),
                    _("is %(word)s in a list of %(told)s") % {"word": word, "told": told},
                )
                return ""
            return CLASSES[word]
        if word in OTHER_CLASSES:
            reading.refuse(
                member_path(path, name),
                _("%(word)s is no resource this import takes") % {"word": word},
            )
            return ""
    if told:
        return told
    by_href = HREF.search(str(resource.get("href", "")))
    if by_href and by_href["kind"] in TAKEN:
        return by_href["kind"]
    for kind, members in TELLING.items():
        if resource.keys() & members:
            return kind
    reading.refuse(
        member_path(path, "@type"),
        _("is missing, and nothing else tells what this is: %(known)s")
        % {"known": ", ".join(CLASSES)},
    )
    return ""


def _version_of(resource: dict[str, Any], path: str, reading: Reading) -> int:
    by_href = HREF.search(str(resource.get("href", "")))
    if by_href:
        version = int(by_href["version"])
        if version not in VERSIONS:
            reading.refuse(
                member_path(path, "href"),
                _("is of version %(version)s; versions 4 and 5 are taken") % {"version": version},
            )
            return 0
        return version
    if resource.keys() & tmf620_v5.TELLING or _has_v5_characteristics(resource):
        return 5
    if resource.keys() & tmf620_v4.TELLING:
        return 4
    # Version 5 always names @type, status and last update; version 4 need not.
    has_all = all(name in resource for name in ("@type", "lifecycleStatus", "lastUpdate"))
    return 5 if has_all else 4


def _has_v5_characteristics(resource: dict[str, Any]) -> bool:
    characteristics = resource.get("productSpecCharacteristic")
    return isinstance(characteristics, list) and any(
        isinstance(item, dict) and "characteristicValueSpecification" in item
        for item in characteristics
    )
