"""What `wellnoted extension` writes, and what it leaves alone."""

from __future__ import annotations

import json
import re
import zipfile

import pytest
from click.testing import CliRunner

from service.cli import main
from service.doors.extension import identity

SERVER, SITE = "https://notes.council.example", "https://cases.council.example"


def run(*arguments: object):
    return CliRunner().invoke(main, ["extension", *map(str, arguments)])


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_the_folder_holds_all_that_its_manifest_and_its_modules_name(tmp_path):
    assert run(tmp_path / "made").exit_code == 0
    folder, said = tmp_path / "made", manifest(tmp_path / "made")
    named = {*said["icons"].values(), *said["background"]["scripts"], said["action"]["default_popup"]}
    named |= {said["storage"]["managed_schema"], said["options_ui"]["page"], "plugin/plugin.css"}
    assert all((folder / name).is_file() for name in named)
    for module in folder.rglob("*.js"):
        for name in re.findall(r"(?:from |import\()\"(\.[^\"]+)\"", module.read_text(encoding="utf-8")):
            assert (module.parent / name).resolve().is_file(), f"{module.name} imports {name}"


def test_a_page_may_load_what_the_content_script_needs_and_no_more(tmp_path):
    run(tmp_path / "made")
    needed, found = {"extension/reading.js"}, set()
    while needed - found:
        name = (needed - found).pop()
        found.add(name)
        text = (tmp_path / "made" / name).read_text(encoding="utf-8")
        imports = re.findall(r"^import [^(]*?from \"\./([^\"]+)\"", text, re.MULTILINE)
        needed |= {f"extension/{each}" for each in imports}
    [open_to_pages] = manifest(tmp_path / "made")["web_accessible_resources"]
    assert set(open_to_pages["resources"]) == found | {"extension/panel.css", "plugin/*"}


def test_with_the_service_and_the_sites_named_it_may_reach_nothing_else(tmp_path):
    assert run(tmp_path / "made", "--server", SERVER, "--origin", SITE).exit_code == 0
    said = manifest(tmp_path / "made")
    assert said["host_permissions"] == [f"{SITE}/*", f"{SERVER}/*"]
    assert "optional_host_permissions" not in said
    assert said["web_accessible_resources"][0]["matches"] == [f"{SITE}/*"]
    assert f"connect-src {SERVER};" in said["content_security_policy"]["extension_pages"]
    assert "https:" not in said["content_security_policy"]["extension_pages"].replace(SERVER, "")


def test_what_it_wrote_it_writes_again_and_nothing_stays_behind(tmp_path):
    assert run(tmp_path / "made", "--server", SERVER, "--origin", SITE).exit_code == 0
    assert run(tmp_path / "made").exit_code == 0
    assert "host_permissions" not in manifest(tmp_path / "made")
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


@pytest.mark.parametrize("options", [(), ("--zip",)])
def test_what_it_did_not_write_it_leaves_alone(tmp_path, options):
    file, folder = tmp_path / "note.txt", tmp_path / "folder"
    file.write_text("mine", encoding="utf-8")
    folder.mkdir()
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    for path in (file, folder):
        refused = run(path, *options)
        assert refused.exit_code == 2
        assert "did not write" in refused.stderr
    assert file.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in folder.iterdir()] == ["manifest.json"]


def test_a_folder_that_was_changed_by_hand_is_no_longer_ours(tmp_path):
    run(tmp_path / "made")
    (tmp_path / "made" / "extension" / "defaults.js").write_text("export const DEFAULTS = {};", encoding="utf-8")
    assert run(tmp_path / "made").exit_code == 2
    run(tmp_path / "other")
    (tmp_path / "other" / "mine.txt").write_text("mine", encoding="utf-8")
    assert run(tmp_path / "other").exit_code == 2
    assert (tmp_path / "other" / "mine.txt").is_file()


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    assert run(tmp_path / "link").exit_code == 2
    assert not list((tmp_path / "there").iterdir())


def test_a_zip_for_a_store_has_no_key_and_is_the_same_each_time(tmp_path):
    path = tmp_path / "made.zip"
    assert run(path, "--zip", "--origin", SITE).exit_code == 0
    first = path.read_bytes()
    assert run(path, "--zip", "--origin", SITE).exit_code == 0
    assert path.read_bytes() == first
    with zipfile.ZipFile(path) as archive:
        assert "key" not in json.loads(archive.read("manifest.json"))
    assert [each.name for each in tmp_path.iterdir()] == ["made.zip"]


@pytest.mark.parametrize(
    "options",
    [
        ("--origin", "https://cases.council.example/"),
        ("--origin", "https://*.council.example"),
        ("--origin", "cases.council.example"),
        ("--origin", "https://Cases.council.example"),
        ("--origin", "https://cases.council.example:99999"),
        ("--server", "http://notes.council.example"),
        ("--server", "https://notes.council.example/?a=b"),
        ("--server", "https://user:secret@notes.council.example"),
        ("--server", "https://[broken"),
        ("--server", "https://notes.council.example.:0"),
    ],
)
def test_an_address_that_no_browser_would_take_is_refused(tmp_path, options):
    refused = run(tmp_path / "made", *options)
    assert refused.exit_code == 2
    assert "is written as" in refused.stderr
    assert not list(tmp_path.iterdir())


def test_it_says_what_a_policy_and_the_service_need(tmp_path):
    said = run(tmp_path / "made", "--server", SERVER, "--origin", SITE).stdout
    assert f'["chrome-extension://{identity()}"]' in said
    given = json.loads(said[said.index("{\n") :])["3rdparty"]["extensions"][identity()]
    assert given == {"serverUrl": SERVER, "allowedOrigins": [SITE], "authMode": "key"}
    schema = json.loads((tmp_path / "made" / "extension" / "managed_schema.json").read_text(encoding="utf-8"))
    assert set(given) <= set(schema["properties"])
