/** Checks a step's answers and says beside each wrong one what is wrong. */

import { rules } from './rules.js'
import { say } from './texts.js'

/** Check every answer in `step`; returns true, or moves to the first wrong one and returns false. */
export function stepIsRight(step) {
  const wrong = answersOf(step).filter(answer => !answerIsRight(answer))
  wrong[0]?.focus()
  return wrong.length === 0
}

/** From its first refusal on, an answer is checked again as soon as it changes. */
export function checkAgainOnChange(form) {
  form.addEventListener('input', ({ target }) => {
    const answer = answersOf(target.closest('.step')).find(one => one.name === target.name)
    if (answer?.getAttribute('aria-invalid') === 'true') answerIsRight(answer)
  })
}

/** The step's fields, a group of radio buttons once. */
function answersOf(step) {
  const fields = [...step.querySelectorAll('input, select')]
  return fields.filter((field, index) => fields.findIndex(other => other.name === field.name) === index)
}

function answerIsRight(field) {
  const complaint = complaintAbout(field)
  const group = field.closest('fieldset, .field, .slider')
  const shown = group.querySelector(`#${field.name}-error`) ?? errorLine(group, field)
  shown.textContent = complaint
  shown.hidden = !complaint
  for (const same of group.querySelectorAll(`[name="${field.name}"]`)) {
    same.setAttribute('aria-invalid', String(Boolean(complaint)))
  }
  return !complaint
}

function complaintAbout(field) {
  if (field.validity.valueMissing || (field.required && !field.value.trim())) return say(whatIsMissing(field))
  const rule = field.dataset.rule
  return rule && !rules[rule](field.value.trim()) ? say(`error_${rule}`) : ''
}

function whatIsMissing(field) {
  if (field.type === 'checkbox') return `error_${field.name}`
  return field.type === 'radio' || field.tagName === 'SELECT' ? 'error_choose' : 'error_required'
}

function errorLine(group, field) {
  const line = document.createElement('p')
  line.className = 'error'
  line.id = `${field.name}-error`
  // A tick stands among others: what is wrong with it is said right below it.
  if (field.type === 'checkbox') field.closest('label').after(line)
  else group.append(line)
  for (const same of group.querySelectorAll(`[name="${field.name}"]`)) {
    same.setAttribute('aria-describedby', [same.getAttribute('aria-describedby'), line.id].filter(Boolean).join(' '))
  }
  return line
}
