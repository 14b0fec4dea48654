"""Tokens: kept as digests, shown once, refused when revoked or expired."""

from datetime import UTC, datetime, timedelta

import pytest

from proscribe.errors import BadInput
from proscribe.web.tokens import MARK, Role, Tokens

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def tokens(tmp_path):
    store = Tokens(tmp_path / "beside" / "tokens.db")
    yield store
    store.close()


def test_only_the_digest_of_a_token_is_kept(tokens):
    made, secret = tokens.new("desk", Role.REVIEW, NOW)
    assert secret.startswith(MARK) and len(secret) >= len(MARK) + 43
    assert tokens.by_secret(secret, NOW).id == made.id
    written = b"".join(f.read_bytes() for f in tokens.path.parent.iterdir())
    assert secret.encode() not in written and secret.removeprefix(MARK).encode() not in written
    assert tokens.path.stat().st_mode & 0o077 == 0


def test_a_register_without_tokens_has_no_file_of_them(tokens):
    assert list(tokens) == [] and tokens.by_secret("x", NOW) is None
    assert not tokens.path.exists()


def test_a_token_ends_by_its_day_or_by_revocation(tokens):
    _, brief = tokens.new("brief", Role.READ, NOW, days=1)
    _, gone = tokens.new("gone", Role.ADMIN, NOW)
    tokens.revoke("gone", NOW)
    later = NOW + timedelta(days=1)
    assert tokens.by_secret(brief, NOW).state(NOW) == "live"
    assert tokens.by_secret(brief, later).state(later) == "expired"
    assert tokens.by_secret(gone, NOW).state(NOW) == "revoked"


def test_another_process_sees_a_revocation_at_once(tokens):
    made, secret = tokens.new("desk", Role.READ, NOW)
    other = Tokens(tokens.path)
    assert other.by_secret(secret, NOW).state(NOW) == "live"
    tokens.revoke(made.id, NOW)
    assert other.by_secret(secret, NOW).state(NOW) == "revoked"
    other.close()


def test_the_last_use_is_true_to_the_minute(tokens):
    made, secret = tokens.new("desk", Role.READ, NOW)
    for seconds in (0, 30, 90):
        tokens.by_secret(secret, NOW + timedelta(seconds=seconds))
    assert tokens.by_id(made.id).used == NOW + timedelta(seconds=90)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\u202eb", "a\x00b"])
def test_a_name_that_says_nothing_or_deceives_is_refused(tokens, name):
    with pytest.raises(BadInput, match="needs a name"):
        tokens.new(name, Role.READ, NOW)


def test_two_live_tokens_never_share_a_name(tokens):
    tokens.new("desk", Role.READ, NOW)
    with pytest.raises(BadInput, match="already"):
        tokens.new(" desk ", Role.READ, NOW)
    tokens.revoke("desk", NOW)
    tokens.new("desk", Role.READ, NOW)
    with pytest.raises(BadInput, match="there are: desk"):
        tokens.revoke("other", NOW)


def test_a_role_allows_what_those_below_it_do():
    may = {role: [w.value for w in Role if role.allows(w)] for role in Role}
    assert may == {
        Role.READ: ["read"],
        Role.REVIEW: ["read", "review"],
        Role.ADMIN: ["read", "review", "admin"],
    }
