"""The files for deployment: well-formed, consistent with one another and with the commands they run."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from proscribe import cli

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
#: Keys of a service that the Compose specification knows and that are used here.
KNOWN = {
    "build", "cap_drop", "command", "depends_on", "deploy", "entrypoint", "environment", "healthcheck", "image",
    "ports", "read_only", "restart", "secrets", "security_opt", "shm_size", "stop_grace_period", "tmpfs", "volumes",
}  # fmt: skip


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def test_each_service_says_only_what_compose_knows(compose):
    assert set(compose) == {"name", "x-proscribe", "services", "volumes", "secrets"}
    for service in compose["services"].values():
        assert set(service) <= KNOWN
        assert service["image"]
        assert all(
            isinstance(part, str) for key in ("command", "entrypoint") for part in service.get(key, [])
        )
        assert all(isinstance(value, str) for value in service.get("environment", {}).values())


def test_what_services_refer_to_is_there(compose):
    services = compose["services"]
    for service in services.values():
        assert set(service.get("secrets", [])) <= set(compose["secrets"])
        for name, wish in service.get("depends_on", {}).items():
            if wish["condition"] == "service_healthy":
                assert "healthcheck" in services[name]
            if wish["condition"] == "service_completed_successfully":
                assert services[name]["restart"].startswith("on-failure")
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (DEPLOY / source).exists() if source.startswith(".") else source in compose["volumes"]
        for value in service.get("environment", {}).values():
            if value.startswith("/run/secrets/"):
                assert value.removeprefix("/run/secrets/") in service["secrets"]


def test_no_password_stands_in_the_files(compose):
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name or name.endswith("_DB"):
                assert name.endswith("_FILE") or name == "POSTGRES_DB", name
                assert "://" not in value


def test_several_replicas_stand_behind_one_address(compose):
    services = compose["services"]
    assert services["serve"]["deploy"]["replicas"] > 1
    assert [name for name, service in services.items() if "ports" in service] == ["front"]
    front = (DEPLOY / "nginx.conf").read_text()
    assert "server serve:8000 resolve" in front
    assert f"listen {services['front']['ports'][0].rpartition(':')[2]};" in front
    assert front.count("{") == front.count("}")


def commands(compose):
    for service in compose["services"].values():
        if service["image"] == "proscribe" and "command" in service:
            yield service["command"]
        yield from (
            m.split() for m in re.findall(r"proscribe (\w[^;]*)", " ".join(service.get("entrypoint", [])))
        )
    for unit in UNITS:
        for line in re.findall(r"^ExecStart=\S*/proscribe (.*)$", unit.read_text(), re.MULTILINE):
            yield line.replace("%i", "8001").split()
    yield [
        *map(
            str,
            yaml.safe_load(re.findall(r"^CMD (.*)$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)[0]),
        )
    ]


def test_the_commands_that_are_run_exist(compose):
    found = list(commands(compose))
    assert len(found) == 6
    for name, *options in found:
        command = cli.group.get_command(cli.group.make_context("proscribe", [], resilient_parsing=True), name)
        assert command is not None, name
        command.make_context(name, list(options), resilient_parsing=False)


def test_the_image_is_built_from_what_is_there_and_locked():
    text = (DEPLOY / "Dockerfile").read_text()
    assert "--require-hashes" in text
    [extras] = re.findall(r"'\.\[(.*)\]'", text)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert set(extras.split(",")) <= set(project["optional-dependencies"])
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for line in re.findall(r"^COPY (?!--from)(.*) \S+$", text, re.MULTILINE):
        for source in line.split():
            assert (ROOT / source).exists()
            assert source in sent


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_the_unit(unit, tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not here")
    for each in UNITS:
        text = each.read_text().replace("/opt/proscribe/bin/proscribe", "/bin/true")
        (tmp_path / each.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
