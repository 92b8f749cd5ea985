/** The answers once more, as the customer gave them, each step with a way back to it. */

import { crowns, months, say } from './texts.js'

const STEPS = ['loan', 'person', 'income']

/** Fill the review; `change(step)` is called when the customer wants to change one. */
export function fillReview(form, change) {
  const parts = STEPS.map(step => part(step, rowsOf(form.querySelector(`#step-${step}`)), change))
  document.getElementById('review').replaceChildren(...parts)
}

function part(step, rows, change) {
  const section = document.createElement('section')
  section.className = 'part'
  const head = document.createElement('div')
  const title = text('h3', say(`step_${step}`))
  const button = text('button', say('change'))
  button.type = 'button'
  button.setAttribute('aria-label', say('change_of', { name: title.textContent }))
  button.addEventListener('click', () => change(step))
  head.append(title, button)
  const list = document.createElement('dl')
  list.className = 'facts'
  list.append(...rows)
  section.append(head, list)
  return section
}

function rowsOf(step) {
  const fields = [...step.querySelectorAll('input, select')].filter(field => field.type !== 'radio' || field.checked)
  return fields.map(field => {
    const row = document.createElement('div')
    const answer = text('dd', answerOf(field))
    // What is covered in the form is covered here too.
    if ('assistMask' in field.dataset) answer.dataset.assistMask = ''
    row.append(text('dt', questionOf(field)), answer)
    return row
  })
}

function questionOf(field) {
  if (field.type === 'radio') return field.closest('fieldset').querySelector('legend').textContent
  const label = field.labels[0].cloneNode(true)
  label.querySelector('small')?.remove()
  return label.textContent.trim()
}

function answerOf(field) {
  if (field.type === 'checkbox') return say(field.checked ? 'yes' : 'no')
  if (field.name === 'months') return months(field.value)
  return field.name === 'amount' || field.dataset.rule === 'crowns'
    ? crowns(Number(field.value.replace(/\s/g, '')))
    : field.value.trim()
}

function text(tag, words) {
  const element = document.createElement(tag)
  element.textContent = words
  return element
}
