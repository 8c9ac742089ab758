"""Redis as a cache that may go away: then it is an empty one, and the portal is slower, not down."""

from __future__ import annotations

import time
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

_log = structlog.get_logger(__name__)
# Seconds: for a connection and an answer on a local network, and until it is tried again once it did not answer.
_ANSWER = 0.5
_REST = 5.0
# Each thread has a client of its own for each cache; what one has met, the others need not meet.
_away_until: dict[str, float] = {}


class DispensableClient(RedisCacheClient):
    """Django's own client, which answers as an empty cache does while Redis is away."""

    def __init__(self, servers: Any, **options: Any) -> None:
        # One more try, at once: after a restart of Redis the first use of an old connection fails.
        patience = {"socket_connect_timeout": _ANSWER, "socket_timeout": _ANSWER, "retry": Retry(NoBackoff(), 1)}
        super().__init__(servers, **{**patience, **options})
        self._where = ",".join(servers)

    def _or_else(self, instead: Any, do: Any, *arguments: Any) -> Any:
        """Do it, or return something instead while Redis is away. That it is away is logged once, not per request."""
        now = time.monotonic()
        away_until = _away_until.get(self._where, 0.0)
        if now < away_until:
            return instead
        try:
            outcome = do(*arguments)
        except (RedisError, OSError) as error:
            _away_until[self._where] = now + _REST
            if not away_until:
                # The error's own text may hold the address.
                _log.warning("redis is away; the portal goes on without a cache", error=type(error).__name__)
            return instead
        if _away_until.pop(self._where, 0.0):
            _log.warning("redis is back")
        return outcome

    def add(self, key: Any, value: Any, timeout: Any) -> Any:
        """Say that it was added: nobody else has."""
        return self._or_else(True, super().add, key, value, timeout)

    def get(self, key: Any, default: Any) -> Any:
        """Return what is kept, or the default."""
        return self._or_else(default, super().get, key, default)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        """Keep it, if that can be."""
        self._or_else(None, super().set, key, value, timeout)

    def touch(self, key: Any, timeout: Any) -> Any:
        """Say whether it is kept."""
        return self._or_else(False, super().touch, key, timeout)

    def delete(self, key: Any) -> Any:
        """Say whether something was deleted."""
        return self._or_else(False, super().delete, key)

    def get_many(self, keys: Any) -> Any:
        """Return what is kept of these."""
        return self._or_else({}, super().get_many, keys)

    def has_key(self, key: Any) -> Any:
        """Say whether it is kept."""
        return self._or_else(False, super().has_key, key)

    def incr(self, key: Any, delta: int) -> Any:
        """Return the new count; one, as of a first time, while there is nothing to count with."""
        return self._or_else(delta, super().incr, key, delta)

    def set_many(self, data: Any, timeout: Any) -> None:
        """Keep them, if that can be."""
        self._or_else(None, super().set_many, data, timeout)

    def delete_many(self, keys: Any) -> None:
        """Delete them, if that can be."""
        self._or_else(None, super().delete_many, keys)

    def clear(self) -> Any:
        """Empty the cache."""
        return self._or_else(False, super().clear)


class DispensableRedisCache(RedisCache):
    """Django's own cache in Redis, by the client above."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = DispensableClient
