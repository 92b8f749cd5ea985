"""One package to both apps, each step told, each step skipped that was done before."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from scripts.deploying.access import NotDoneError
from scripts.deploying.declared import SURFACES, Surface
from scripts.deploying.function_app import FunctionApp
from scripts.deploying.packages import Package, Packages
from scripts.deploying.service import Service

PAUSE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Rollout:
    """Both apps of one environment; `doors` are what Front Door shows of them."""

    apps: Mapping[Surface, FunctionApp]
    packages: Mapping[Surface, Packages]
    doors: Mapping[Surface, Service]
    patience: float
    say: Callable[[str], None]

    def forward(self, package: Package, *, again: bool) -> None:
        """Deploy it where it does not run yet (`again`: everywhere), then look at it. Raises NotDoneError."""
        self.say(f"assisted-chat {package.version}, sha256 {package.sha256}")
        self._look()
        for surface in SURFACES:
            kept = self.packages[surface].keep(package)
            self.say(f"{surface}: the package is {'uploaded' if kept else 'there already'}")
        self._go(SURFACES, package, again=again)

    def back(self, wanted: str) -> None:
        """Deploy an earlier package: its sha256, or `previous`. Raises NotDoneError."""
        self._look()
        sha256 = self._previous() if wanted == "previous" else wanted
        found = {surface: self.packages[surface].fetch(sha256) for surface in SURFACES}
        self.say(f"back to assisted-chat {found['public'].version}, sha256 {sha256}")
        self._go(tuple(reversed(SURFACES)), found["public"], again=False)

    def _go(self, order: Sequence[Surface], package: Package, *, again: bool) -> None:
        for surface in order:
            deployed = self.packages[surface].deployed()
            if deployed[-1:] == [package.sha256] and not again:
                self.say(f"{surface}: runs it already")
                continue
            self.say(f"{surface}: deploying; installing the dependencies takes minutes")
            try:
                self.apps[surface].deploy(self.packages[surface].link(package.sha256))
            except NotDoneError as error:
                raise NotDoneError(f"{surface}: {error}") from None
            self.packages[surface].note_deployed(package.sha256)
            self.say(f"{surface}: deployed")
        self._until("the public app tells its version", partial(self._tells, package.version))
        for surface in SURFACES:
            self._until(f"the {surface} app's functions are found", partial(_loaded, self.apps[surface]))
        self._until("the operator app wants a sign-in", self._is_closed)
        self.say(f"{self.doors['public'].origin} runs {package.version}")

    def _look(self) -> None:
        """Nothing is uploaded for apps that are not there, or by somebody who may not see them."""
        for app in self.apps.values():
            app.look()

    def _previous(self) -> str:
        """What the public app ran before what it runs; it is the first that a new package goes to."""
        deployed = self.packages["public"].deployed()
        earlier = [sha256 for sha256 in deployed if sha256 != deployed[-1]]
        if not earlier:
            raise NotDoneError("Nothing else was deployed here before; there is nothing to go back to.")
        return earlier[-1]

    def _tells(self, version: str) -> str | None:
        answer = self.doors["public"].ask("GET", "/api/health")
        told = answer.body.get("version")
        if answer.status == 200 and told == version:
            return None
        return f"{self.doors['public'].origin}/api/health answers {answer.status}, version {told or 'unknown'}"

    def _is_closed(self) -> str | None:
        """A sign-in or a refusal; an answer of the app itself means that App Service Authentication is off."""
        status = self.doors["operator"].ask("GET", "/api/health").status
        return None if status in {302, 401} else f"{self.doors['operator'].origin}/api/health answers {status}"

    def _until(self, fact: str, look: Callable[[], str | None]) -> None:
        """Look again and again until there is nothing left to say. Raises NotDoneError with what was said last."""
        until = time.monotonic() + self.patience
        while True:
            try:
                trouble = look()
            except NotDoneError as error:
                trouble = str(error)
            if trouble is None:
                return
            if time.monotonic() > until:
                raise NotDoneError(
                    f"Deployed, but not shown that {fact}: {trouble}. See the log stream; "
                    "`--again` deploys it once more, `--rollback-to previous` goes back."
                )
            time.sleep(PAUSE_SECONDS)


def _loaded(app: FunctionApp) -> str | None:
    return None if app.functions() else "Resource Manager lists no function"
