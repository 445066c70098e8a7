"""Hostile manifests (C2PA): a signed picture, whose JUMBF boxes and CBOR values are then built anew by chance.

Random changes of bytes hardly ever get past the lengths of boxes; these keep the lengths right, or make them wrong on purpose.
"""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path
from random import Random
from typing import Any

import c2pa
from PIL import Image

from engine.choices import Credentials
from scripts.fuzz.changes import MOST_BYTES

PIECE_BYTES = 60_000
SUPERBOX, DESCRIPTION = b"jumb", b"jumd"
MADE_UP = [0, 1, 7, 8, 9, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF]
"""Lengths of boxes that lie."""

BOMBS: dict[str, bytes] = {
    "arrays in arrays": b"\x81" * 200_000 + b"\x00",
    "maps in maps": b"\xa1\x61a" * 100_000 + b"\x00",
    "tags of tags": b"\xc1" * 200_000 + b"\x00",
    "an array of 2^63": b"\x9b\x7f" + b"\xff" * 7,
    "bytes of 2^40": b"\x5b\x00\x00\x01\x00\x00\x00\x00\x00",
    "a text of 2^40": b"\x7b\x00\x00\x01\x00\x00\x00\x00\x00",
    "a map of 2^32": b"\xba\xff\xff\xff\xff",
    "half a million nulls": b"\x9a\x00\x07\xa1\x20" + b"\xf6" * 500_000,
    "endless array": b"\x9f" * 100_000,
    "nothing": b"",
}
"""CBOR values, by what is wrong with them."""


def box(kind: bytes, content: bytes) -> bytes:
    """Return a JUMBF box."""
    return struct.pack(">I4s", len(content) + 8, kind) + content


def boxes(content: bytes) -> list[tuple[bytes, bytes]]:
    """Return kind and content of each box in a row."""
    found, at = [], 0
    while at + 8 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        found.append((kind, content[at + 8 : at + max(length, 8)]))
        at += max(length, 8)
    return found


def in_picture(store: bytes) -> bytes:
    """Return a JPEG with this manifest store in its APP11 segments."""
    plain = io.BytesIO()
    Image.new("RGB", (64, 64), "grey").save(plain, "JPEG")
    picture, head = plain.getvalue(), store[:8]
    segments = b"".join(
        struct.pack(">HHHHI", 0xFFEB, len(piece) + 18, 0x4A50, 1, number) + head + piece
        for number, piece in enumerate(_pieces(store[8:]), 1)
    )
    return picture[:2] + segments + picture[2:]


def store_of(picture: bytes) -> bytes:
    """Return the manifest store of a JPEG that :func:`signed` made."""
    at, found = 2, b""
    while picture[at : at + 2] != b"\xff\xda":
        (length,) = struct.unpack_from(">H", picture, at + 2)
        if picture[at : at + 2] == b"\xff\xeb":
            found += picture[at + 12 : at + 2 + length] if not found else picture[at + 20 : at + 2 + length]
        at += 2 + length
    return found


def signed(
    credentials: Credentials,
    assertions: list[dict[str, Any]],
    *,
    ingredients: tuple[bytes, ...] = (),
    tool: object = None,
) -> bytes:
    """Return a JPEG whose manifest is validly signed, as another tool would write it."""
    plain, target = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (64, 64), "grey").save(plain, "JPEG")
    made = {
        "action": "c2pa.created",
        "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    }
    actions = {"label": "c2pa.actions.v2", "data": {"actions": [made]}}
    manifest = {
        "claim_generator_info": tool or [{"name": "Camera", "version": "1"}],
        "assertions": [actions, *assertions],
    }
    info = c2pa.C2paSignerInfo(
        alg=b"es256",
        sign_cert=credentials.certificate.read_bytes(),
        private_key=credentials.key.read_bytes(),
        ta_url=None,
    )
    settings = {"builder": {"thumbnail": {"enabled": False}}, "verify": {"verify_after_sign": False}}
    with (
        c2pa.Signer.from_info(info) as signer,
        c2pa.Context.from_dict(settings) as context,
        c2pa.Builder(manifest, context) as builder,
    ):
        for number, ingredient in enumerate(ingredients):
            about = json.dumps({"title": f"part {number}", "relationship": "componentOf"})
            builder.add_ingredient(about, "image/jpeg", io.BytesIO(ingredient))
        plain.seek(0)
        builder.sign(signer, "image/jpeg", plain, target)
    return target.getvalue()


def of_other_tools(credentials: Credentials) -> dict[str, bytes]:
    """Return valid pictures whose statements have unexpected shapes, and one with very many parts."""
    label = "org.facenote.ingredients"
    nested: Any = 1
    for _ in range(50):
        nested = {"a": [nested]}
    pictures = {
        f"ingredients that are {name}": signed(credentials, [{"label": label, "data": data}])
        for name, data in {
            "numbers": {"voice": 5},
            "texts": {"voice": "x"},
            "a list": [1, 2],
            "without a hash": {"voice": {}},
            "nested": {"voice": nested},
            "no texts": {"voice": {"hash": [1]}},
        }.items()
    }
    actions = {
        "label": "c2pa.actions",
        "data": {"actions": [{"action": "c2pa.edited", "digitalSourceType": "x" * 100_000}]},
    }
    pictures["a long source type"] = signed(credentials, [actions])
    many = [{"label": f"org.example.{number}", "data": {"n": number}} for number in range(2000)]
    pictures["2000 statements"] = signed(credentials, many)
    pictures["a long name"] = signed(credentials, [], tool=[{"name": "\x1b[31m\u202e" + "N" * 100_000, "version": "1"}])
    bomb = signed(credentials, [])
    for _ in range(6):
        bomb = signed(credentials, [], ingredients=(bomb, bomb, bomb))
    pictures["parts of parts"] = bomb
    return pictures


def crafted(store: bytes, rng: Random) -> bytes:
    """Return a store like this one, with one to three boxes built anew."""
    for _ in range(rng.randint(1, 3)):
        store = _changed(store, rng)
    return store


def write_seeds(folder: Path, credentials: Credentials) -> list[Path]:
    """Write all fixed pictures: those of other tools, and each bomb as an assertion and as the claim."""
    pictures = of_other_tools(credentials)
    store = store_of(signed(credentials, []))
    for name, bomb in BOMBS.items():
        pictures[f"claim, {name}"] = in_picture(_with_cbor(store, bomb, label=b"c2pa.claim"))
        pictures[f"statement, {name}"] = in_picture(_with_cbor(store, bomb, label=b"c2pa.actions"))
    pictures["boxes in boxes"] = in_picture(_nested(store, 20_000))
    pictures["very many boxes"] = in_picture(box(SUPERBOX, store[8:] + box(b"free", b"") * 400_000))
    paths = []
    for name, content in pictures.items():
        paths.append(folder / f"{name.replace(' ', '_').replace(',', '')}.jpg")
        paths[-1].write_bytes(content)
    return paths


def _pieces(content: bytes) -> list[bytes]:
    return [content[at : at + PIECE_BYTES] for at in range(0, len(content), PIECE_BYTES)] or [b""]


def _nested(store: bytes, levels: int) -> bytes:
    """Return the store with its last manifest within boxes within boxes."""
    description, *rest = boxes(store[8:])
    inner = b"".join(box(*one) for one in rest)
    for _ in range(levels):
        inner = box(SUPERBOX, box(*description) + inner)
    return box(SUPERBOX, box(*description) + inner)


def _with_cbor(content: bytes, value: bytes, label: bytes) -> bytes:
    """Return the boxes with this value in place of the CBOR of the superboxes whose label begins so."""
    found = []
    for kind, inside in boxes(content):
        if kind != SUPERBOX:
            found.append(box(kind, inside))
            continue
        (_, description), *rest = boxes(inside)
        if description[17:].startswith(label):
            rest = [(kind, value if kind == b"cbor" else old) for kind, old in rest]
            found.append(box(SUPERBOX, box(DESCRIPTION, description) + b"".join(box(*one) for one in rest)))
        else:
            found.append(box(SUPERBOX, box(DESCRIPTION, description) + _with_cbor(_joined(rest), value, label)))
    return b"".join(found)


def _joined(several: list[tuple[bytes, bytes]]) -> bytes:
    return b"".join(box(*one) for one in several)


def _changed(content: bytes, rng: Random) -> bytes:
    """Return the boxes with one change, somewhere in the tree."""
    found = boxes(content)
    if not found:
        return content + rng.choice([*BOMBS.values()])[:1000]
    place = rng.randrange(len(found))
    kind, inside = found[place]
    if kind == SUPERBOX and rng.random() < 0.8:
        found[place] = (kind, _changed(inside, rng))
        return _joined(found)
    match rng.randrange(7):
        case 0:
            found[place] = (kind, rng.choice([*BOMBS.values()]))
        case 1:
            found[place] = (kind, inside[: rng.randrange(len(inside) + 1)])
        case 2:
            copies = min(rng.choice([1, 2, 500]), 1 + MOST_BYTES // len(content))
            found[place:place] = [(kind, inside)] * copies
        case 3:
            del found[place]
        case 4:
            changed = bytearray(inside or b"\0")
            for _ in range(rng.randint(1, 8)):
                changed[rng.randrange(len(changed))] = rng.randrange(256)
            found[place] = (kind, bytes(changed))
        case 5:
            found[place] = (rng.choice([b"cbor", b"json", b"bfdb", b"bidb", b"uuid", b"c2sh", SUPERBOX]), inside)
        case _:
            before, after = _joined(found[:place]), _joined(found[place + 1 :])
            return before + struct.pack(">I4s", rng.choice(MADE_UP), kind) + inside + after
    return _joined(found)
