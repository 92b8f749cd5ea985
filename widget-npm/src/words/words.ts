import type { WordsAfter } from "./after/en.js";
import type { WordsBefore } from "./before/en.js";

export type { WordsAfter, WordsBefore };

/** Every text of the widget; a page may give its own for any of them. */
export type Words = WordsBefore & WordsAfter;
