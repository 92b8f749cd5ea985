/** The code that the operator reads out: digits in groups, the last of them Damm's check digit. */

/** Damm's quasigroup of order 10, a row per line. */
const DAMM = "0317598642709215486342068713591750983426612304597836742095815869720134894536201794386172052581436790";

/** Whether the last digit is the check digit of those before it. */
export function isWhole(digits: string): boolean {
  return Array.from(digits).reduce((interim, digit) => Number(DAMM[interim * 10 + Number(digit)]), 0) === 0;
}

/** The digits in any text that was typed or pasted; full-width digits count as digits. */
export function digitsOf(text: string): string {
  return text.normalize("NFKC").replace(/\D/g, "");
}

/** Lengths of the groups in which so many digits are read out: 10 is 3-3-4. */
export function groupsOf(length: number): readonly number[] {
  const groups: number[] = [];
  let left = length;
  while (left > 4) {
    groups.push(3);
    left -= 3;
  }
  return [...groups, left];
}

/** Digits grouped with spaces, as far as they go: "482913" of 10 is "482 913". */
export function grouped(digits: string, length: number): string {
  let from = 0;
  const parts = groupsOf(length).map((size) => digits.slice(from, (from += size)));
  return parts.filter((part) => part !== "").join(" ");
}
