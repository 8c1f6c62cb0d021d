"""OpenID Connect: the authorization code flow with PKCE, state, nonce and a checked ID token."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from authlib.integrations.requests_client import OAuth2Session, OAuthError
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests.exceptions import RequestException

from xuncha.office.people.errors import OutsideRefusedError, OutsideUnableError
from xuncha.office.people.outside.calls import origin_of, restrict
from xuncha.office.people.outside.installation import Installation
from xuncha.office.people.outside.journey import Journey, Proof

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures with a key only the issuer has: never ``none``, never one made with a secret both
sides know."""
LEEWAY_S = 120
"""How far two clocks of one network may be apart."""
HINT_MAX = 4000
"""A longer ID token does not fit the address of a log-out."""
BY_HEADER, BY_FORM = "client_secret_basic", "client_secret_post"
METADATA = "/.well-known/openid-configuration"


class OidcService:
    """The issuer an installation names."""

    def __init__(self, known: Installation, back: str) -> None:
        """``back`` is the address the issuer sends people to."""
        self._known, self._back = known, back
        self._issuer = known.oidc_issuer
        named = (one.strip() for one in known.oidc_hosts.split(",") if one.strip())
        self._origins = {origin_of(self._issuer), *(origin_of(f"https://{one}") for one in named)}

    def begin(self, journey: Journey) -> str:
        """The address of the issuer's own sign-in page for this journey."""
        with self._client() as client:
            place = self._place(self._metadata(client), "authorization_endpoint")
            asked: dict[str, Any] = {"nonce": journey.nonce}
            if journey.afresh:
                asked |= {"prompt": "login", "max_age": "0"}
            url, _ = client.create_authorization_url(
                place, state=journey.state, code_verifier=journey.verifier, **asked
            )
            return str(url)

    def finish(self, journey: Journey, answer: dict[str, str], now: datetime) -> Proof:
        """Who the ID token speaks of that the issuer gives for the code of this answer."""
        if answer.get("error") or not answer.get("code"):
            raise OutsideRefusedError
        if answer.get("iss", self._issuer) != self._issuer:
            raise OutsideRefusedError
        with self._client() as client:
            metadata = self._metadata(client)
            client.token_endpoint_auth_method = self._way_to_prove(metadata)
            token = client.fetch_token(
                self._place(metadata, "token_endpoint"),
                grant_type="authorization_code",
                code=answer["code"],
                code_verifier=journey.verifier,
            )
            keys = self._json(client, self._place(metadata, "jwks_uri"))
            claims = self._claims(token, keys, journey.nonce, now)
            name = self._name(client, metadata, claims)
        if journey.afresh and _is_stale(claims, journey.began_s):
            raise OutsideRefusedError
        told = str(token["id_token"])
        return Proof(name, told if len(told) <= HINT_MAX else "")

    def leave(self, hint: str) -> str:
        """Where the issuer ends its own session; empty where it names no place or is silent."""
        try:
            with self._client() as client:
                place = self._metadata(client).get("end_session_endpoint", "")
        except (OutsideRefusedError, OutsideUnableError):
            return ""
        if origin_of(str(place)) not in self._origins:
            return ""
        said = {"client_id": self._known.oidc_client, "post_logout_redirect_uri": self._home()}
        said |= {"id_token_hint": hint} if hint else {}
        return f"{place}{'&' if '?' in place else '?'}{urlencode(said)}"

    @contextmanager
    def _client(self) -> Iterator[OAuth2Session]:
        """A client that reaches the issuer's hosts alone; its faults as ours."""
        known = self._known
        client = OAuth2Session(
            known.oidc_client,
            known.secret("oidc_secret_file") or None,
            scope=known.oidc_scopes,
            redirect_uri=self._back,
            code_challenge_method="S256",
        )
        restrict(client, self._origins, known.trusted)
        try:
            with client:
                yield client
        except (OAuthError, JoseError) as fault:
            raise OutsideRefusedError from fault
        except (RequestException, ValueError) as fault:
            raise OutsideUnableError from fault

    def _metadata(self, client: OAuth2Session) -> Mapping[str, Any]:
        """What the issuer says of itself; it must say its own name."""
        found = self._json(client, f"{self._issuer.rstrip('/')}{METADATA}")
        if found.get("issuer") != self._issuer:
            raise OutsideUnableError
        return found

    def _json(self, client: OAuth2Session, url: str, *, with_token: bool = False) -> dict[str, Any]:
        reply = client.get(url, withhold_token=not with_token)
        reply.raise_for_status()
        found = reply.json()
        if not isinstance(found, dict):
            raise OutsideUnableError
        return found

    def _place(self, metadata: Mapping[str, Any], name: str) -> str:
        """An endpoint of the issuer, on one of the configured hosts."""
        place = str(metadata.get(name, ""))
        if origin_of(place) not in self._origins:
            raise OutsideUnableError
        return place

    def _claims(
        self, token: Mapping[str, Any], keys: dict[str, Any], nonce: str, now: datetime
    ) -> CodeIDToken:
        """The claims of an ID token the issuer signed for us, for this journey and in its time."""
        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        told = str(token.get("id_token", ""))
        read = jwt.decode(told, key=KeySet.import_key_set(keys), registry=registry)
        client = self._known.oidc_client
        given = {"client_id": client, "nonce": nonce, "access_token": token.get("access_token")}
        wanted = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": client},
        }
        claims = CodeIDToken(read.claims, read.header, wanted, given)
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY_S)
        return claims

    def _name(self, client: OAuth2Session, metadata: Mapping[str, Any], claims: CodeIDToken) -> str:
        """The outside name: from the ID token, else from what the issuer tells of the same subject
        at its place for that (OpenID Connect Core section 5.4 leaves it the choice)."""
        wanted, told = self._known.oidc_claim, dict(claims)
        if wanted not in told and metadata.get("userinfo_endpoint"):
            told = self._json(client, self._place(metadata, "userinfo_endpoint"), with_token=True)
        name = told.get(wanted)
        if told.get("sub") != claims["sub"] or not isinstance(name, str) or not name:
            raise OutsideRefusedError
        return name

    def _way_to_prove(self, metadata: Mapping[str, Any]) -> str:
        """How the client shows its secret: in the header unless the issuer takes it in the form
        alone; a public client has none."""
        if not self._known.oidc_secret_file:
            return "none"
        ways = metadata.get("token_endpoint_auth_methods_supported") or [BY_HEADER]
        return BY_FORM if BY_FORM in ways and BY_HEADER not in ways else BY_HEADER

    def _home(self) -> str:
        parts = urlsplit(self._known.site)
        return f"{parts.scheme}://{parts.netloc}/"


def _is_stale(claims: CodeIDToken, began_s: int) -> bool:
    """Whether the issuer tells of an older proof though a fresh one was asked for; one that does
    not tell is believed."""
    proved = claims.get("auth_time")
    return isinstance(proved, int | float) and proved < began_s - LEEWAY_S
