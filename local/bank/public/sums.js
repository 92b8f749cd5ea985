/** The two sliders and what they come to. */

import { monthlyPayment, YEARLY_RATE, yearlyCost } from './loan.js'
import { crowns, months, percent, say } from './texts.js'

const byId = id => document.getElementById(id)
const write = (id, text) => (byId(id).textContent = text)
let speaking

/** Show the sums and keep them right. */
export function keepSums() {
  for (const slider of [byId('amount'), byId('months')]) slider.addEventListener('input', show)
  write('sum-rate', percent(YEARLY_RATE))
  write('sum-apr', percent(yearlyCost()))
  show()
}

function show() {
  const amount = byId('amount').valueAsNumber
  const term = byId('months').valueAsNumber
  const payment = monthlyPayment(amount, term)
  shown('amount', crowns(amount))
  shown('months', months(term))
  write('payment', crowns(payment))
  write('payment-here', crowns(payment))
  write('sum-amount', crowns(amount))
  write('sum-months', months(term))
  write('sum-total', crowns(payment * term))
  // A screen reader hears the result once the slider rests, not at every notch.
  clearTimeout(speaking)
  speaking = setTimeout(() => write('sums-spoken', say('sums_spoken', { payment: crowns(payment) })), 700)
}

function shown(id, text) {
  const slider = byId(id)
  write(`${id}-shown`, text)
  slider.setAttribute('aria-valuetext', text)
  const share = (slider.valueAsNumber - slider.min) / (slider.max - slider.min)
  slider.style.setProperty('--filled', `${share * 100}%`)
}
