/** What a customer does first on any page that has the widget. */
import type { Browser } from "playwright-core";

/** Presses the launcher and waits for the field; answers with what the page's policy refused and what broke. */
export async function opensToThePinField(browser: Browser, address: string): Promise<readonly string[]> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(address);
  await page.locator("[data-test=launcher]").click();
  await page.locator("[data-test=pin-input]").waitFor();
  await page.waitForLoadState("networkidle");
  await page.close();
  return complaints;
}
