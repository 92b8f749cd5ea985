"""A fraudster between a bank and its customer: on the phone with both, passing on what each of them says."""

import re

from playwright.sync_api import expect

from tests.e2e.people import FIRST_FRAME_MS, Customer, Operator, at, packets_received


class Transcript:
    """Who saw, heard and said what, in order; PINs, numbers and the call's id are left out."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, who: str, what: str) -> None:
        self.lines.append(f"{who} {what}")


class Fraudster:
    """The third voice: says the bank's words to the victim, and the victim's to the bank."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript

    def relays_the_pin(self, operator: Operator) -> str:
        """Poses as the customer to the bank; what to read to the victim."""
        pin = operator.new_call()
        self._transcript.add("operator", "hears on the phone: I am your customer, help me with my form")
        self._transcript.add("operator", "reads a PIN to the phone")
        self._transcript.add("fraudster", "reads the PIN to the victim: I am your bank")
        return pin

    def relays_the_number(self, operator: Operator, number: str) -> None:
        """Reads the victim's number to the bank, which lets the victim in."""
        self._transcript.add("fraudster", "reads the number to the bank: I am your customer")
        operator.expect_somebody_waiting()
        operator.let_in(number)
        self._transcript.add("operator", "lets in whoever has the number")


def sees(transcript: Transcript, who: str, person_at: Customer | Operator, text: str) -> None:
    """The page shows this text, word for word."""
    expect(person_at.person.page.get_by_text(text).first).to_be_visible()
    transcript.add(who, f"sees: {text}")


def hears(transcript: Transcript, who: str, hearer: Customer | Operator, whom: str) -> None:
    """Sound of the other browser's microphone goes on arriving, over the real connection."""
    before = packets_received(hearer.person, "audio")
    for _ in range(40):
        hearer.person.page.wait_for_timeout(250)
        if packets_received(hearer.person, "audio") > before + 40:
            break
    assert packets_received(hearer.person, "audio") > before + 40
    transcript.add(who, f"hears {whom} in the call")


def expect_told(customer: Customer) -> None:
    """The widget says that the bank has heard of it, and only once it has."""
    expect(at(customer.person, "alarm")).to_have_attribute("data-alarm", "told", timeout=FIRST_FRAME_MS)


def call_id_of(operator: Operator) -> str:
    """The call that the operator's page shows."""
    found = re.search(r"call_[0-9a-f]+", operator.person.page.url)
    assert found is not None, operator.person.page.url
    return found.group()


NOTE_THE_ORDER = """(() => {
  document.addEventListener('assisted-chat:sharing-started', () => {
    const voices = window.peerConnections.flatMap((one) => one.getReceivers()).map(({ track }) => track)
      .filter((track) => track.kind === 'audio' && !track.muted);
    window.voicesWhenThePictureFlowed = voices.length;
  });
})()"""
"""Remembers, at the moment at which the picture begins to flow, whether the operator's voice had come in."""
