"""What an operator and a customer do, in the words of the pages' `data-test` names."""

import json
import re
from typing import Any

from playwright.sync_api import Locator, expect
from playwright.sync_api import TimeoutError as TooLate

from tests.e2e.browsers import Person

FIRST_FRAME_MS = 20_000


def at(person: Person, name: str) -> Locator:
    """The element of that name; shadow roots are looked into."""
    return person.page.locator(f'[data-test="{name}"]')


class Operator:
    """At `/operator/`."""

    def __init__(self, person: Person, origin: str, persona: str = "operator-1", language: str = "en") -> None:
        self.person, self.origin, self.persona, self.language = person, origin, persona, language

    @property
    def start(self) -> str:
        return f"{self.origin}/operator/?lang={self.language}"

    def sign_in(self) -> None:
        self.person.page.goto(self.start)
        if "/.auth/" in self.person.page.url:
            self.person.page.locator(f'a[href*="as={self.persona}"], button[value="{self.persona}"]').first.click()
        expect(at(self.person, "new-call")).to_be_visible()

    def new_call(self) -> str:
        """Make a call and read the PIN off the page."""
        at(self.person, "new-call").click()
        return self.pin()

    def pin(self) -> str:
        shown = at(self.person, "pin")
        expect(shown).to_have_text(re.compile(r"\d{3}\D*\d{3}\D*\d{4}"))
        match = re.search(r"(\d{3})\D*(\d{3})\D*(\d{4})", shown.inner_text())
        assert match is not None
        return " ".join(match.groups())

    def expect_somebody_waiting(self) -> None:
        expect(at(self.person, "waiting-customer").first).to_be_visible()

    def let_in(self, code: str) -> None:
        self.try_code(code)
        expect(at(self.person, "screen")).to_be_visible()

    def try_code(self, code: str) -> None:
        field = at(self.person, "match-code-input")
        field.click()
        field.fill("")
        field.press_sequentially(code)
        at(self.person, "admit").click()

    def end(self) -> None:
        """End the call; where a customer would lose something, the page asks and the same button answers."""
        at(self.person, "end-call").click()
        asked = self.person.page.get_by_role("alertdialog")
        try:
            asked.wait_for(timeout=1_000)
        except TooLate:
            return
        at(self.person, "end-call").click()

    def share_of_colour(self, red: int, green: int, blue: int) -> float:
        """How much of the shared screen's newest frame has this colour (0..1; within 30 a channel)."""
        return float(
            self.person.page.evaluate(
                """([r, g, b]) => {
                  const video = document.querySelector('[data-test="screen"] video');
                  if (!video || !video.videoWidth) return 0;
                  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
                  const pen = canvas.getContext('2d');
                  pen.drawImage(video, 0, 0);
                  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
                  let hits = 0;
                  const near = (value, wanted) => Math.abs(value - wanted) < 30;
                  for (let i = 0; i < data.length; i += 4)
                    if (near(data[i], r) && near(data[i + 1], g) && near(data[i + 2], b)) hits++;
                  return hits / (data.length / 4);
                }""",
                [red, green, blue],
            )
        )

    def expect_screen(self, minimum: float = 0.04) -> None:
        """The crimson block of the customer's page arrives, decoded, in fresh frames."""
        self.person.page.wait_for_function(
            """() => { const v = document.querySelector('[data-test="screen"] video');
                       return v && v.videoWidth > 0 && !v.paused && v.readyState >= 2 }""",
            timeout=FIRST_FRAME_MS,
        )
        deadline = 40
        while self.share_of_colour(220, 20, 60) < minimum:
            deadline -= 1
            assert deadline, f"only {self.share_of_colour(220, 20, 60):.3f} of the frame is crimson"
            self.person.page.wait_for_timeout(250)


class Customer:
    """At `/bank/`, or on any other page that has the widget."""

    def __init__(self, person: Person, origin: str, language: str = "en", page: str = "/bank/?test-block=1") -> None:
        self.person, self.origin, self.language, self.path = person, origin, language, page

    def open_form(self) -> None:
        joint = "&" if "?" in self.path else "?"
        self.person.page.goto(f"{self.origin}{self.path}{joint}lang={self.language}")
        expect(at(self.person, "launcher")).to_be_visible()

    def open_widget(self) -> None:
        self.open_form()
        at(self.person, "launcher").click()
        expect(at(self.person, "pin-input")).to_be_focused()

    def type_pin(self, pin: str) -> None:
        at(self.person, "pin-input").fill("")
        at(self.person, "pin-input").press_sequentially(pin)
        at(self.person, "pin-submit").click()

    def redeem(self, pin: str) -> None:
        self.type_pin(pin)
        self.expect_phase("consent")

    def share(self) -> str:
        """Agree to share this tab; the match code that the lobby shows."""
        at(self.person, "consent-share").click()
        return self.match_code()

    def voice_only(self) -> str:
        at(self.person, "consent-voice").click()
        return self.match_code()

    def match_code(self) -> str:
        shown = at(self.person, "match-code")
        expect(shown).to_have_text(re.compile(r"\d\s*\d"))
        return re.sub(r"\D", "", shown.inner_text())[:2]

    def expect_phase(self, phase: str) -> None:
        expect(self.person.page.locator(f'[data-phase="{phase}"]')).to_be_attached()

    @property
    def phase(self) -> str:
        return str(self.person.page.locator("[data-phase]").first.get_attribute("data-phase"))


def watch_peer_connections(person: Person) -> None:
    """Keep every RTCPeerConnection of the pages to come where a test can ask it for statistics."""
    person.context.add_init_script(
        """(() => {
          const Real = window.RTCPeerConnection;
          window.peerConnections = [];
          window.dataChannels = [];
          window.RTCPeerConnection = class extends Real {
            constructor(...given) {
              super(...given);
              window.peerConnections.push(this);
              this.addEventListener('datachannel', (event) => window.dataChannels.push(event.channel));
            }
            createDataChannel(...given) {
              const channel = super.createDataChannel(...given);
              window.dataChannels.push(channel);
              return channel;
            }
          };
        })()"""
    )


def statistics(person: Person) -> list[dict[str, Any]]:
    """`getStats` of every live peer connection of the page."""
    text = person.page.evaluate(
        """async () => {
          const all = [];
          for (const connection of window.peerConnections)
            if (connection.connectionState !== 'closed')
              for (const report of (await connection.getStats()).values()) all.push(report);
          return JSON.stringify(all);
        }"""
    )
    reports: list[dict[str, Any]] = json.loads(text)
    return reports


def packets_received(person: Person, kind: str) -> int:
    """Packets of that kind (audio, video) that have come in."""
    reports = statistics(person)
    return sum(r.get("packetsReceived", 0) for r in reports if r["type"] == "inbound-rtp" and r["kind"] == kind)


def open_data_channels(person: Person) -> int:
    """Data channels that are open."""
    return int(person.page.evaluate("() => window.dataChannels.filter((c) => c.readyState === 'open').length"))
