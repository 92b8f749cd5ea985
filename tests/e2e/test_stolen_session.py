"""Everything that can be copied from the customer's browser was copied; none of it is worth anything elsewhere."""

import httpx
from playwright.sync_api import Request

from tests.e2e.people import Customer, Operator
from tests.e2e.test_journey import in_call

_KEYS = """async () => {
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open("assisted-chat");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const kept = await new Promise((resolve) => {
    const asking = database.transaction("keys").objectStore("keys").getAll();
    asking.onsuccess = () => resolve(asking.result);
  });
  database.close();
  const take = ({ pair }) => crypto.subtle.exportKey("jwk", pair.privateKey).then(() => "taken", () => "kept");
  return Promise.all(kept.map(take));
}"""


def test_a_thief_with_every_header_and_every_memory_of_the_tab_gets_nothing(
    operator: Operator, customer: Customer, origin: str
) -> None:
    page = customer.person.page
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if "/api/" in request.url else None)
    in_call(operator, customer)
    remembered = page.evaluate("() => ({ ...sessionStorage })")

    redeemed = next(request for request in sent if request.url.endswith("/api/redeem-pin"))
    session = [request.all_headers() for request in sent if request.url.endswith("/api/session")]
    assert len({headers["dpop"] for headers in session}) == len(session) > 1
    token = session[-1]["authorization"]
    assert token.startswith("DPoP ")
    with httpx.Client(base_url=origin) as thief:
        for headers in (
            {"Authorization": token},
            {"Authorization": token.replace("DPoP", "Bearer")},
            {"Authorization": token, "DPoP": session[-1]["dpop"]},
        ):
            assert thief.get("/api/session", headers=headers).status_code == 401
        # The PIN and the redemption key, as the page itself could have read them on their way.
        assert thief.post("/api/redeem-pin", json=redeemed.post_data_json).status_code == 403
        replayed = thief.post(
            "/api/redeem-pin", json=redeemed.post_data_json, headers={"DPoP": redeemed.all_headers()["dpop"]}
        )
        assert (replayed.status_code, replayed.json()["code"]) == (401, "proof_invalid")

    assert page.evaluate(_KEYS) == ["kept"]
    copied = operator.person.context.new_page()
    copied.goto(page.url)
    copied.evaluate(
        "(copied) => { for (const [name, value] of Object.entries(copied)) sessionStorage[name] = value }", remembered
    )
    copied.reload()
    copied.wait_for_timeout(2_000)
    assert copied.locator("[data-phase]").first.get_attribute("data-phase") == "idle"
    copied.close()
    customer.expect_phase("call")
    operator.expect_screen()
