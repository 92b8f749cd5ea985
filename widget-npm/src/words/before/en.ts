/** What is said until a code is accepted, in English. */
export const before = {
  title: "Help from the bank",
  launcher: "Get help with this form",
  returning: "Finding your call again…",
  close: "Close",
  fold: "Fold away",
  step: "Step {step} of 3",

  pinHeading: "Type the code the operator tells you",
  pinLabel: "Code from the operator",
  pinHint: "{count} digits. You can also paste them.",
  pinSubmit: "Continue",
  pinSending: "Checking the code…",
  pinIncomplete: "The code has {count} digits. Ask the operator to read it again.",
  pinMistyped: "One of the digits isn't right. Compare them with the operator.",
  pinRefused: "This code doesn't work. Ask the operator for a new one.",
  pinTooMany: "Too many codes were tried from here. Try again in: {time}",
  pinAway: "We can't reach the service. We keep trying; leave this open.",
  pinFailed: "Something doesn't work on our side. Tell the operator.",
  neverAsk: "We never ask for your password, card number or one-time codes.",
  cannotShare:
    "This browser can't share the page. You can still talk to the operator and see them. To share, use Chrome or Edge on a computer.",
};

export type WordsBefore = Readonly<Record<keyof typeof before, string>>;
