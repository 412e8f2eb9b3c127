"""What other hands do to a Grafana: the states that a test starts from."""

from __future__ import annotations

from collections.abc import Callable

from tests.servers.grafana.accounts import Accounts, Caller
from tests.servers.grafana.editions import Edition
from tests.servers.grafana.folders import add_folder
from tests.servers.grafana.replies import Json, Request
from tests.servers.grafana.store import (
    FILE,
    Board,
    Datasource,
    Folder,
    Manager,
    Org,
    Store,
    new_uid,
)
from tests.servers.grafana.visits import Visit
from tests.servers.grafana.writing import Change, create, update


class Hands:
    """Shortcuts past HTTP. What they make a real Grafana can be brought to through its own API,
    but for `provision`, `add_datasource(read_only=True)`, `add_org` and the scripted answers.
    """

    edition: Edition
    store: Store
    accounts: Accounts

    def org(self, org_id: int = 1) -> Org:
        """What the organisation has."""
        return self.store.orgs[org_id]

    def add_org(self, org_id: int, name: str) -> Org:
        """One more organisation, which the user `admin` is in."""
        self.store.orgs[org_id] = Org(id=org_id, name=name)
        roles = {**self.accounts.users["admin"].roles, org_id: "Admin"}
        self.accounts.add_user("admin", "admin", roles)
        return self.store.orgs[org_id]

    def add_token(self, role: str = "Editor", org_id: int = 1) -> str:
        """A token of another service account."""
        return self.accounts.add_token(role, org_id, name=role.lower())

    def add_folder(
        self, uid: str, title: str, parent_uid: str = "", *, editors: bool = True
    ) -> Folder:
        """A folder; one that editors may not write in, if so wished."""
        with self.store.lock:
            folder = add_folder(self._visit("admin"), uid, title, parent_uid)
            folder.editors = editors
            return folder

    def write_board(
        self, spec: Json, *, folder_uid: str = "", message: str = "", author: str = "admin"
    ) -> Board:
        """Have *author* save a board, whatever was there: as it is done in the browser."""
        with self.store.lock:
            visit = self._visit(author)
            change = Change(spec=spec, folder_uid=folder_uid, message=message)
            uid = str(spec.get("uid") or "") or new_uid()
            board = visit.org.boards.get(uid)
            if board is None:
                return create(visit, uid, change)
            update(visit, board, change)
            return board

    def provision(
        self,
        spec: Json,
        *,
        folder_uid: str = "",
        kind: str = FILE,
        name: str = "default",
    ) -> Board:
        """Have a file, or another program, keep a board as it is."""
        board = self.write_board(spec, folder_uid=folder_uid, author="")
        board.manager = Manager(kind=kind, name=name, path=f"{board.uid}.json")
        return board

    def add_datasource(
        self,
        uid: str,
        type_: str,
        *,
        name: str = "",
        health: tuple[bool, str] | None = None,
        answer: Callable[[Json], int | str] | None = None,
        **more: object,
    ) -> Datasource:
        """A datasource; `health` and `answer` stand in for what is at its address.

        `answer` says of a query how many series it has, or the sentence of the error.
        """
        with self.store.lock:
            datasource = Datasource(
                id=self.store.new_id(),
                uid=uid,
                name=name or uid,
                type=type_,
                health=health,
                answer=answer,
                **more,  # type: ignore[arg-type]
            )
            self.org().datasources[uid] = datasource
            return datasource

    def _visit(self, author: str) -> Visit:
        return Visit(
            request=Request(method="POST", path="/"),
            accounts=self.accounts,
            caller=Caller(login=author, role="Admin", org_id=1),
            org=self.org(),
            store=self.store,
            edition=self.edition,
            sub_path="",
        )
