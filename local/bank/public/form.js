/** The loan form: one page, one step at a time. Nothing leaves the page. */

import { checkAgainOnChange, stepIsRight } from './checks.js'
import { fillReview } from './review.js'
import { keepSums } from './sums.js'
import { say } from './texts.js'

const STEPS = ['loan', 'person', 'income', 'review', 'sent']
const form = document.getElementById('loan')
const title = document.title
let current = 'loan'

function show(step) {
  current = step
  for (const name of STEPS) form.querySelector(`#step-${name}`).hidden = name !== step
  const reached = STEPS.indexOf(step)
  for (const [index, item] of form.querySelectorAll('.progress li').entries()) {
    item.toggleAttribute('data-done', index < reached)
    if (index === reached) item.setAttribute('aria-current', 'step')
    else item.removeAttribute('aria-current')
  }
  const heading = form.querySelector(`#step-${step} h2`)
  document.title = `${placeOf(step, heading)} · ${title}`
  if (step === 'review') fillReview(form, go)
  heading.focus({ preventScroll: true })
  form.scrollIntoView({ block: 'start' })
}

function placeOf(step, heading) {
  const index = STEPS.indexOf(step)
  return index < 3
    ? say('step_of', { step: index + 1, steps: 3, name: say(`step_${step}`) })
    : heading.textContent
}

/** Each step is a place in the browser's history, so that its Back button does not throw the answers away. */
function go(step) {
  history.pushState({ step }, '')
  show(step)
}

function send() {
  const number = crypto.getRandomValues(new Uint32Array(1))[0] % 1_000_000
  document.getElementById('reference').textContent = `P-${String(number).padStart(6, '0')}`
  form.reset()
  history.replaceState({ step: 'sent' }, '')
  show('sent')
}

form.addEventListener('submit', event => {
  event.preventDefault()
  if (current === 'review') send()
  else if (stepIsRight(form.querySelector(`#step-${current}`))) go(STEPS[STEPS.indexOf(current) + 1])
})
for (const button of form.querySelectorAll('[data-back]')) button.addEventListener('click', () => history.back())
addEventListener('popstate', ({ state }) => show(current === 'sent' ? 'sent' : (state?.step ?? 'loan')))

keepSums()
checkAgainOnChange(form)
history.replaceState({ step: 'loan' }, '')
