"""A passkey without a browser: what one would answer to the site's questions."""

import hashlib
import os
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.utils.http import int_to_base36
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

SITE = "testserver"
SEEN, VERIFIED, NEW = 0x01, 0x04, 0x40


class Passkey:
    """A key pair that vouches for one person at one site."""

    def __init__(self, site: str = SITE) -> None:
        self.key, self.id, self.site = ec.generate_private_key(ec.SECP256R1()), os.urandom(16), site

    def made(self, challenge: str = "", *, alone: bool = True) -> dict[str, Any]:
        """What it says when it is made."""
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(bytes(16), self.id, public)
        attested = AttestationObject.create("none", self._data(NEW, credential), {})
        said = self._said("webauthn.create", challenge)
        response = {"clientDataJSON": websafe_encode(said), "attestationObject": websafe_encode(attested)}
        return {**self._envelope(response), "clientExtensionResults": {"credProps": {"rk": alone}}}

    def used(self, challenge: str, person: int | None = None) -> dict[str, Any]:
        """What it says when somebody logs in by it."""
        data, said = self._data(), self._said("webauthn.get", challenge)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(int_to_base36(person).encode()) if person else None,
        }
        return self._envelope(response)

    def _data(self, more: int = 0, credential: AttestedCredentialData | None = None) -> AuthenticatorData:
        site = hashlib.sha256(self.site.encode()).digest()
        return AuthenticatorData.create(site, SEEN | VERIFIED | more, 0, credential or b"")

    def _said(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, f"http://{self.site}")

    def _envelope(self, response: dict[str, Any]) -> dict[str, Any]:
        own = websafe_encode(self.id)
        return {"id": own, "rawId": own, "type": "public-key", "response": response, "clientExtensionResults": {}}
