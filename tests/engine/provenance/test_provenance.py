"""Tests that clips are signed, that changes are detected, and that keys are checked before use."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import imageio_ffmpeg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from PIL import Image

from engine.choices import Credentials
from engine.marks import marks, read_marks
from engine.media import EncodeOptions, MediaMissing, probe, transcode
from engine.provenance import (
    Provenance,
    SigningKeyUnusable,
    Validity,
    choose_credentials,
    claims_generated,
    examine,
    local_credentials,
    read_provenance,
    sign,
    try_sign,
    try_sign_copy,
)
from engine.provenance.credentials import AUTHORITY_NAME, KEY_NAME
from engine.watch import Watch
from scripts.fuzz.manifests import of_other_tools
from tests.engine.media.conftest import run_ffmpeg

FACE_HASH = "ab" * 32
EC_PUBLIC_KEY = bytes.fromhex("2a8648ce3d0201")
"""The object identifier of elliptic-curve keys, 1.2.840.10045.2.1."""


@pytest.fixture(scope="module")
def credentials(tmp_path_factory: pytest.TempPathFactory) -> Credentials:
    return local_credentials(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    target = tmp_path / "clip.mp4"
    source = "-f lavfi -i testsrc=s=64x64:d=0.5 -f lavfi -i sine=d=0.5 -c:v libx264 -c:a aac -movflags +faststart"
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin", *source.split(), str(target)],
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return target


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    Image.effect_noise((64, 64), 50).convert("RGB").save(tmp_path / "poster.jpg")
    return tmp_path / "poster.jpg"


def test_a_clip_says_what_it_is(clip: Path, credentials: Credentials) -> None:
    assert read_provenance(clip) == Provenance(Validity.NONE)
    sign(clip, credentials, ingredients={"face": FACE_HASH})
    found = read_provenance(clip)
    assert (found.validity, found.ai_generated, found.is_facenote) == (Validity.UNTRUSTED, True, True)
    assert found.ingredients == {"face": FACE_HASH}
    assert found.signer == "Facenote (local certificate)"
    assert found.problems == ("signingCredential.untrusted",)


def test_who_trusts_the_local_authority_sees_it_trusted(picture: Path, credentials: Credentials) -> None:
    sign(picture, credentials)
    found = read_provenance(picture, authorities=credentials.certificate.parent / AUTHORITY_NAME)
    assert (found.validity, found.problems) == (Validity.TRUSTED, ())


def test_a_signed_clip_still_plays_from_its_start(clip: Path, credentials: Credentials) -> None:
    def decoded() -> bytes:
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin", "-i", str(clip), "-f", "md5", "-"]
        return subprocess.run(command, capture_output=True, check=True, stdin=subprocess.DEVNULL).stdout

    before = decoded()
    sign(clip, credentials)
    assert decoded() == before
    content = clip.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_a_change_after_signing_is_found(clip: Path, credentials: Credentials) -> None:
    sign(clip, credentials)
    content = bytearray(clip.read_bytes())
    content[content.index(b"mdat") + 100] ^= 1
    clip.write_bytes(content)
    found = read_provenance(clip)
    assert found.validity is Validity.ALTERED
    assert "assertion.bmffHash.mismatch" in found.problems


def test_a_poster_holds_no_second_picture(picture: Path, credentials: Credentials) -> None:
    before = picture.stat().st_size
    sign(picture, credentials)
    assert picture.stat().st_size - before < 16 * 1024
    assert read_provenance(picture).validity is Validity.UNTRUSTED


@pytest.mark.parametrize("suffix", [".mp4", ".jpg", ".txt", ""])
@pytest.mark.parametrize("content", [b"", b"a letter, and no clip"])
def test_what_is_no_media_has_no_manifest(tmp_path: Path, suffix: str, content: bytes) -> None:
    (tmp_path / f"letter{suffix}").write_bytes(content)
    assert read_provenance(tmp_path / f"letter{suffix}") == Provenance(Validity.NONE)


@pytest.mark.parametrize(
    "name", ["clip.webm", "clip.mkv", "clip.avi", "clip.mov", "voice.ogg", "voice.mp3", "voice.wav"]
)
def test_an_unsigned_file_of_another_kind_is_not_called_altered(tmp_path: Path, name: str) -> None:
    source = "sine=d=0.2" if name.startswith("voice") else "testsrc=s=64x64:d=0.2"
    run_ffmpeg("-f", "lavfi", "-i", source, tmp_path / name)
    assert read_provenance(tmp_path / name) == Provenance(Validity.NONE)
    (tmp_path / name).rename(tmp_path / "renamed.mp4")
    assert read_provenance(tmp_path / "renamed.mp4") == Provenance(Validity.NONE)


@pytest.mark.parametrize("signed", [False, True])
def test_a_file_cut_short_is_altered_only_if_it_was_signed(clip: Path, credentials: Credentials, signed: bool) -> None:
    Image.effect_noise((64, 64), 50).save(picture := clip.with_suffix(".png"))
    for path in (clip, picture):
        if signed:
            sign(path, credentials)
        os.truncate(path, path.stat().st_size * 9 // 10)
        assert read_provenance(path).validity is (Validity.ALTERED if signed else Validity.NONE)


def test_a_file_that_claims_to_be_generated_is_noticed(clip: Path, credentials: Credentials) -> None:
    assert not claims_generated(clip, probe(clip).tags)
    sign(clip, credentials)
    assert not read_marks(probe(clip).tags).ai_generated
    assert claims_generated(clip, probe(clip).tags), "by its manifest alone"
    content = bytearray(clip.read_bytes())
    content[content.index(b"mdat") + 100] ^= 1
    clip.write_bytes(content)
    assert claims_generated(clip, probe(clip).tags), "even if it was altered since"


def test_what_others_sign_need_not_have_a_known_shape(credentials: Credentials, tmp_path: Path) -> None:
    pictures = of_other_tools(credentials)
    assert len(pictures) > 8
    for name, content in pictures.items():
        (path := tmp_path / "picture.jpg").write_bytes(content)
        found = read_provenance(path)
        assert (found.validity, found.is_facenote) == (Validity.UNTRUSTED, False), name
        assert sum(map(len, (found.software, found.signer, str(found.ingredients)))) < 1000, name
        assert not claims_generated(path, {}), name


def test_a_copy_that_keeps_one_tag_is_noticed(clip: Path) -> None:
    marked, copy = clip.with_name("marked.mp4"), clip.with_name("copy.mp4")
    transcode(clip, marked, EncodeOptions(), metadata=marks(), watch=Watch())
    run_ffmpeg("-i", marked, "-c", "copy", copy)
    assert "ai_generated" not in probe(copy).tags
    assert claims_generated(copy, probe(copy).tags)


def test_a_signed_clip_of_any_name_is_read(clip: Path, credentials: Credentials) -> None:
    sign(clip, credentials)
    for name in ("clip", "clip.webm", "clip.jpg"):
        clip = clip.rename(clip.with_name(name))
        assert read_provenance(clip).validity is Validity.UNTRUSTED


def test_credentials_are_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = local_credentials(tmp_path / "keys")
    content = first.key.read_bytes()
    assert local_credentials(tmp_path / "keys").key.read_bytes() == content
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "keys").iterdir()} == {0}


def test_of_several_that_make_credentials_at_once_all_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = [*pool.map(local_credentials, [tmp_path / "keys"] * 8)]
    assert {examine(one).organisation for one in made} == {"Facenote (local certificate)"}
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


def test_a_folder_without_its_key_is_said_and_not_replaced(tmp_path: Path) -> None:
    made = local_credentials(tmp_path / "keys")
    made.key.unlink()
    with pytest.raises(SigningKeyUnusable, match=KEY_NAME):
        local_credentials(tmp_path / "keys")


def test_a_folder_that_cannot_be_looked_into_is_said(tmp_path: Path) -> None:
    """The system's refusal of a name that is too long, which root gets too, stands for that of a closed folder."""
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / ("x" * 300) / "keys", tmp_path / "file" / "keys"):
        with pytest.raises(SigningKeyUnusable, match="cannot be read or made"):
            local_credentials(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may enter every folder")
def test_a_closed_folder_is_said(tmp_path: Path) -> None:
    local_credentials(tmp_path / "closed" / "keys")
    (tmp_path / "closed").chmod(0)
    try:
        with pytest.raises(SigningKeyUnusable, match="cannot be read or made"):
            local_credentials(tmp_path / "closed" / "keys")
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_a_clip_outlives_what_is_wrong_with_the_key(
    clip: Path, credentials: Credentials, caplog: pytest.LogCaptureFixture
) -> None:
    before = clip.read_bytes()
    broken = replace(credentials, key=credentials.certificate)
    assert not try_sign(clip, broken, {})
    assert clip.read_bytes() == before
    assert "signing_key_unusable" in caplog.text
    assert try_sign(clip, credentials, {})


def test_a_key_that_is_mended_signs_again(clip: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    local = tmp_path / "keys"
    local.write_text("a file where the folder belongs")
    chosen = choose_credentials(None, local)
    assert "signing_key_unusable" in caplog.text
    caplog.clear()
    for _ in range(2):
        assert not try_sign(clip, chosen, {})
    assert caplog.text.count("clip not signed") == 2
    local.unlink()
    local_credentials(local)
    assert try_sign(clip, chosen, {})


def test_the_operator_s_key_is_never_replaced_by_a_local_one(credentials: Credentials, tmp_path: Path) -> None:
    unusable = replace(credentials, key=credentials.certificate)
    for given in (credentials, unusable):
        assert choose_credentials(given, tmp_path / "keys") == given
    assert not (tmp_path / "keys").exists()


def test_a_file_that_is_gone_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MediaMissing):
        read_provenance(tmp_path / "gone.mp4")


def test_without_the_library_clips_stay_unsigned(clip: Path, credentials: Credentials, tmp_path: Path) -> None:
    """The package is there, but its native part cannot be loaded."""
    (tmp_path / "c2pa.py").write_text("raise RuntimeError('no native library for this machine')")
    script = (
        "import sys, pathlib; from engine.choices import Credentials; from engine.provenance import try_sign;"
        "paths = [pathlib.Path(name) for name in sys.argv[1:]];"
        "sys.exit(try_sign(paths[0], Credentials(*paths[1:]), {}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, clip, credentials.certificate, credentials.key],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert (done.returncode, "c2pa_missing" in done.stderr) == (0, True), done.stderr


def test_a_copy_is_made_of_the_same(clip: Path, credentials: Credentials, tmp_path: Path) -> None:
    sign(clip, credentials, ingredients={"voice": FACE_HASH})
    copy = tmp_path / "smaller.mp4"
    transcode(clip, copy, EncodeOptions(crf=40, preset="ultrafast"), watch=Watch())
    assert read_provenance(copy).validity is Validity.NONE
    assert try_sign_copy(copy, clip, credentials)
    assert read_provenance(copy).ingredients == {"voice": FACE_HASH}


@pytest.mark.parametrize(
    "fault", ["missing", "garbage", "expired", "another key", "unknown kind of key", "no point of the curve"]
)
def test_unusable_credentials_are_refused(tmp_path: Path, picture: Path, fault: str) -> None:
    made = local_credentials(tmp_path / "keys")
    match fault:
        case "missing":
            made.key.unlink()
        case "garbage":
            made.certificate.write_text("nothing")
        case "expired":
            write_pair(made, ec.generate_private_key(ec.SECP256R1()), age=timedelta(days=30))
        case "another key":
            other = local_credentials(tmp_path / "other")
            made.key.write_bytes(other.key.read_bytes())
        case "unknown kind of key":
            change(made.certificate, EC_PUBLIC_KEY, EC_PUBLIC_KEY[:-1] + b"\x7f")
        case "no point of the curve":
            point = point_of(made.certificate)
            change(made.certificate, point, point[:-1] + bytes([point[-1] ^ 1]))
    with pytest.raises(SigningKeyUnusable):
        sign(picture, made)
    assert read_provenance(picture).validity is Validity.NONE


def test_the_key_decides_the_algorithm(tmp_path: Path) -> None:
    made = local_credentials(tmp_path)
    assert examine(made).algorithm == "es256"
    write_pair(made, ec.generate_private_key(ec.SECP384R1()))
    assert examine(made).algorithm == "es384"
    write_pair(made, ed25519.Ed25519PrivateKey.generate())
    assert examine(made).algorithm == "ed25519"


def point_of(certificate: Path) -> bytes:
    """The public key as the certificate holds it."""
    key = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def change(certificate: Path, old: bytes, new: bytes) -> None:
    """Replace bytes of equal length inside a certificate; the signature on it does not matter here."""
    content = x509.load_pem_x509_certificate(certificate.read_bytes()).public_bytes(serialization.Encoding.DER)
    assert old in content
    certificate.write_text(ssl.DER_cert_to_PEM_cert(content.replace(old, new)))


def write_pair(
    target: Credentials,
    key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey,
    age: timedelta = timedelta(0),
) -> None:
    """A certificate of one day for ``key``, made ``age`` ago."""
    start = datetime.now(UTC) - age
    name = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Test")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=1))
        .sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())
    )
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    target.certificate.write_bytes(certificate.public_bytes(pem))
    target.key.write_bytes(key.private_bytes(pem, pkcs8, serialization.NoEncryption()))
