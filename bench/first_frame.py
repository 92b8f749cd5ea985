"""From the operator's click on "let in" to the first decoded frame, against a bare RTCPeerConnection."""

from playwright.sync_api import Page, sync_playwright

from bench.running import Figure
from tests.e2e.browsers import ACCEPT_THIS_TAB, person
from tests.e2e.hosts import running_host
from tests.e2e.people import Customer, Operator

ROUNDS = 6
AIM = 3.0

_BARE = """async () => {
  const wanted = { video: true, preferCurrentTab: true };
  const stream = window.bareStream ??= await navigator.mediaDevices.getDisplayMedia(wanted);
  const start = performance.now();
  const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
  near.onicecandidate = (e) => e.candidate && far.addIceCandidate(e.candidate);
  far.onicecandidate = (e) => e.candidate && near.addIceCandidate(e.candidate);
  const video = document.createElement('video');
  video.muted = true;
  const seen = new Promise((resolve) => video.requestVideoFrameCallback(() => resolve(performance.now() - start)));
  far.ontrack = (e) => { video.srcObject = new MediaStream([e.track]); video.play(); };
  near.addTrack(stream.getVideoTracks()[0], stream);
  await near.setLocalDescription();
  await far.setRemoteDescription(near.localDescription);
  await far.setLocalDescription();
  await near.setRemoteDescription(far.localDescription);
  const taken = await seen;
  near.close(); far.close(); video.srcObject = null;
  return taken;
}"""

_WATCH = """() => {
  window.frameAfterClick = new Promise((resolve) => {
    document.querySelector('[data-test="admit"]').addEventListener('click', () => {
      const clicked = performance.now();
      const look = () => {
        const video = document.querySelector('[data-test="screen"] video');
        if (!video) return void setTimeout(look, 5);
        video.requestVideoFrameCallback((now, frame) => resolve((frame.presentationTime ?? now) - clicked));
      };
      look();
    }, { once: true, capture: true });
  });
}"""


def first_frame() -> Figure:
    """Whole journeys in two browsers, with a bare connection inside the customer's page between them."""
    ours: list[float] = []
    bare: list[float] = []
    with running_host(LOG_LEVEL="WARNING") as origin, sync_playwright() as playwright:
        may = (origin,)
        with person(playwright, origins=may) as left, person(playwright, ACCEPT_THIS_TAB, origins=may) as right:
            operator, customer = Operator(left, origin), Customer(right, origin)
            operator.sign_in()
            for _ in range(ROUNDS):
                customer.open_widget()
                bare.append(float(right.page.evaluate(_BARE)))
                ours.append(_journey(operator, customer, left.page))
    return Figure("admission to first frame", "bare RTCPeerConnection", ours, bare, AIM)


def _journey(operator: Operator, customer: Customer, page: Page) -> float:
    customer.redeem(operator.new_call())
    code = customer.share()
    operator.expect_somebody_waiting()
    page.evaluate(_WATCH)
    operator.try_code(code)
    taken = float(page.evaluate("() => window.frameAfterClick"))
    operator.end()
    customer.expect_phase("ended")
    return taken
