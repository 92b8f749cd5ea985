/** What a loan costs. Pure sums, no page. */

export const YEARLY_RATE = 0.059

/**
 * The monthly payment of an annuity.
 * @param {number} amount crowns
 * @param {number} months
 * @returns {number} whole crowns
 */
export function monthlyPayment(amount, months) {
  const rate = YEARLY_RATE / 12
  return Math.round((amount * rate) / (1 - (1 + rate) ** -months))
}

/** What a year costs once interest on interest is counted; there are no fees. */
export function yearlyCost() {
  return (1 + YEARLY_RATE / 12) ** 12 - 1
}
