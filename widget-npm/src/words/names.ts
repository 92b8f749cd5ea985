/** How an operator may be called, given only the full name that the directory holds. */

/**
 * The given name where it is safe to tell it, else the full name: "Jana Nováková" is "Jana",
 * "Nováková, Jana" too; titles fall away; "Kim Min-ji" and names in Hangul or Han characters put the
 * family first and stay whole.
 */
export function shortName(full: string): string {
  const [family, given] = full.split(",").map((part) => part.trim());
  if (family && given) return withoutTitles(given)[0] ?? full;
  const words = withoutTitles(full);
  const familyFirst = /[\p{Script=Hangul}\p{Script=Han}]/u.test(full) || /-\p{Ll}/u.test(words.at(-1) ?? "");
  return familyFirst ? words.join(" ") : (words[0] ?? full);
}

/** One or two letters to stand for a face. */
export function initials(full: string): string {
  const words = withoutTitles(full.replace(",", " "));
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => Array.from(word ?? "")[0] ?? "");
  return letters.join("").toLocaleUpperCase();
}

function withoutTitles(name: string): readonly string[] {
  return name.split(/\s+/).filter((word) => word !== "" && !word.endsWith("."));
}
