"""`proscribe serve` and `proscribe token`: what they say before anything is served."""

import socket


def test_a_port_in_use_is_one_clear_line(register):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = register("serve", "--port", port)
    assert said.status == 2
    assert said.err == (
        f"proscribe: port {port} of 127.0.0.1 is in use; stop what uses it or give another with --port\n"
    )


def test_an_address_of_another_machine_is_refused(register):
    assert "cannot listen on 203.0.113.9" in register("serve", "--host", "203.0.113.9").err
    assert "is no address" in register("serve", "--host", "host.invalid").err


def test_a_token_is_shown_once(register):
    made = register("token", "new", "desk", "--role", "review", "--json").json[0]
    assert made["token"].startswith("proscribe_") and made["role"] == "review"
    listed = register("token", "list", "--json")
    assert made["token"] not in listed.out
    assert [(t["name"], t["state"]) for t in listed.json] == [("desk", "live")]
    assert register("token", "revoke", "desk").status == 0
    assert register("token", "list", "--json").json[0]["state"] == "revoked"
    assert register("token", "revoke", "desk").status == 2


def test_tokens_are_of_a_register(run):
    said = run("token", "new", "desk")
    assert said.status == 2 and "proscribe init" in said.err
