"""The application under test: reads the balances of users at sFOX, each with a token of the user's own."""

import http.client
import json
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone

LEEWAY = timedelta(minutes=1)
"""A token that is about to end is not worth starting with."""


class SfoxError(Exception):
    """sFOX refused, or could not be reached."""

    def __init__(self, message, status=None):
        super().__init__(message)
        self.status = status


class Balances:
    """What the users have. Takes where sFOX is, and the enterprise key."""

    def __init__(self, base_url, key):
        self._base_url = base_url
        self._key = key
        self._tokens = {}

    def of(self, user):
        """Gives what a user has available, by currency. The user's id stands as it is escaped in a URL."""
        try:
            balances = self._read(self._token_for(user))
        except SfoxError as error:
            if error.status != 401:
                raise
            del self._tokens[user]  # sFOX knows better than our clock; once is enough
            balances = self._read(self._token_for(user))
        return {balance["currency"]: balance["available"] for balance in balances}

    def _read(self, token):
        return self._call("GET", "/v1/user/balance", token["token"])

    def _token_for(self, user):
        token = self._tokens.get(user)
        if token is None or datetime.fromisoformat(token["expires"]) - datetime.now(timezone.utc) < LEEWAY:
            answer = self._call("POST", f"/v1/enterprise/user-tokens/{user}", self._key)
            token = self._tokens[user] = answer["data"]
        return token

    def _call(self, method, path, credential):
        headers = {"authorization": f"Bearer {credential}"}
        request = urllib.request.Request(self._base_url + path, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                raise SfoxError(f"sFOX answered {error.code}", error.code) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise SfoxError("sFOX gave no answer") from error
