"""The keys that sign deployments: Ed25519 (RFC 8032), from the settings or a file in the data folder."""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FILE = Path("keys", "signing")
"""In the data folder: one private key a line, the one that signs first."""

_ID_DIGITS = 16
_KEY_BYTES = 32


class BadKey(ValueError):
    """What stands for a key is none, or there is none to sign with. The text does not repeat it."""


class BadSignature(Exception):
    """The text says why, and ends without a full stop."""


class Keys:
    """A file's keys are read anew when a signature names one that is not known, so another process may add one."""

    def __init__(self, private: tuple[Ed25519PrivateKey, ...], public: tuple[Ed25519PublicKey, ...] = ()) -> None:
        self._private = private
        self._public = _by_id(private, public)
        self._file: Path | None = None

    @classmethod
    def of(cls, signing: str, verifying: str, data: Path) -> Keys:
        """Those of the two settings, or where both are empty of the data folder. Raises BadKey."""
        if signing or verifying:
            return cls(tuple(map(_private, signing.split())), tuple(map(_public, verifying.split())))
        keys = cls(())
        keys._file = data / FILE
        keys._read()
        return keys

    @property
    def file(self) -> Path | None:
        """Where they are kept; None when the settings hold them."""
        return self._file

    def ids(self) -> Mapping[str, str]:
        """The public keys by their ids."""
        return {id: _text(key.public_bytes_raw()) for id, key in self._public.items()}

    def signer(self) -> str | None:
        """The id of the key that signs, None when there is none."""
        return id_of(self._private[0].public_key()) if self._private else None

    def make(self) -> bool:
        """Make the file with a first key if there is none; says whether it was made now, by this process."""
        if self._file is None or self._private:
            return False
        made = write(self._file, (Ed25519PrivateKey.generate(),))
        self._read()
        return made

    def sign(self, statement: bytes) -> str:
        """The signature, with the id of its key before it. Raises BadKey without a private key."""
        self.make()
        if not self._private:
            raise BadKey("This process holds no private key, so it cannot sign: see WARDIAN_SIGNING_KEYS.")
        signer = self._private[0]
        return f"{id_of(signer.public_key())}.{_text(signer.sign(statement))}"

    def secret(self, purpose: str) -> bytes:
        """The same for all who sign with the same key, and known to nobody else; without one, this object's own."""
        key = self._private[0].private_bytes_raw() if self._private else secrets.token_bytes(_KEY_BYTES)
        return hmac.digest(key, purpose.encode(), "sha256")

    def verify(self, statement: bytes, signature: str) -> None:
        """Raises BadSignature."""
        if not signature:
            raise BadSignature("it is not signed")
        id, _, text = signature.partition(".")
        if id not in self._public:
            self._read()
        if id not in self._public:
            raise BadSignature(f"it was signed with the key {id[:_ID_DIGITS]}, which is not known here")
        try:
            self._public[id].verify(_bytes(text), statement)
        except (InvalidSignature, BadKey) as error:
            raise BadSignature("its signature does not fit what it serves and what it was granted") from error

    def _read(self) -> None:
        if self._file is not None:
            with contextlib.suppress(FileNotFoundError):
                self._private = tuple(map(_private, self._file.read_text(encoding="ascii").split()))
                self._public = _by_id(self._private, ())


def new() -> str:
    """A private key, as the settings and the file hold it."""
    return _text(Ed25519PrivateKey.generate().private_bytes_raw())


def public_of(private: str) -> str:
    """The public key of a private one, as the settings hold it. Raises BadKey."""
    return _text(_private(private).public_key().public_bytes_raw())


def id_of(key: Ed25519PublicKey) -> str:
    """The first digits of its bytes' sha256."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:_ID_DIGITS]


def write(path: Path, keys: tuple[Ed25519PrivateKey, ...]) -> bool:
    """Keep them for the owner alone, unless there is such a file; says whether there was none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    with NamedTemporaryFile("w", encoding="ascii", dir=path.parent, prefix=f".{path.name}.") as unfinished:
        unfinished.writelines(f"{_text(key.private_bytes_raw())}\n" for key in keys)
        unfinished.flush()
        try:
            path.hardlink_to(unfinished.name)
        except FileExistsError:
            return False
    return True


def _by_id(private: tuple[Ed25519PrivateKey, ...], public: tuple[Ed25519PublicKey, ...]) -> dict[str, Ed25519PublicKey]:
    return {id_of(key): key for key in (*(key.public_key() for key in private), *public)}


def _private(text: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_key(text))


def _public(text: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(_key(text))


def _key(text: str) -> bytes:
    data = _bytes(text)
    if len(data) != _KEY_BYTES:
        raise BadKey("A key is 43 letters, digits, - and _, as `wardian keys new` prints them.")
    return data


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadKey("A key is 43 letters, digits, - and _, as `wardian keys new` prints them.") from error
