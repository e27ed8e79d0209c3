import os
import shutil

import pytest

from kith.runtime.account import (
    can_reach,
    reachable_copy,
    remove_state,
    server_account,
    server_home,
)
from kith.runtime.binaries import postgres_programs, valkey_program


@pytest.fixture
def account():
    return server_account()


def test_the_programs_are_found_and_can_be_run(account):
    assert can_reach(postgres_programs(account=account) / "initdb", account=account)
    assert can_reach(valkey_program(account=account), account=account)


def test_programs_that_cannot_be_reached_are_copied_to_where_they_can(tmp_path, account):
    tmp_path.chmod(0o700)
    folder = tmp_path / "programs"
    (folder / "bin").mkdir(parents=True)
    program = folder / "bin" / "server"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)

    found = reachable_copy(folder, account=account, probe="bin/server", version="1")

    assert can_reach(found / "bin" / "server", account=account)
    shutil.rmtree(found.parent if found != folder else folder)


def test_a_home_whose_state_folder_is_gone_is_swept_up(closed_state_dir, account):
    home = server_home(closed_state_dir, "postgres", account=account)
    shutil.rmtree(closed_state_dir)

    server_home(closed_state_dir.with_name("another"), "postgres", account=account)

    assert not home.exists()
    remove_state(closed_state_dir.with_name("another"))


def test_a_home_is_closed_and_belongs_to_the_account(state_dir, account):
    home = server_home(state_dir, "postgres", account=account)
    facts = home.stat()

    assert facts.st_mode & 0o777 == 0o700
    assert facts.st_uid == (account.uid if account else os.geteuid())


def test_removing_a_state_folder_deletes_no_home_that_is_not_its_own(tmp_path):
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    state_dir = tmp_path / "state"
    state_dir.mkdir()
    (state_dir / "postgres.home").write_text(f"{stranger}/postgres\n")

    remove_state(state_dir)

    assert stranger.exists()
    assert not state_dir.exists()
