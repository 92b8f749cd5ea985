/** The page's own words, in the language that it was served in. */

const texts = JSON.parse(document.getElementById('texts').textContent)

/** The text of this name, with `{values}` filled in. */
export function say(name, values = {}) {
  return texts[name].replace(/\{(\w+)\}/g, (_, key) => values[key])
}

const language = document.documentElement.lang
const crownsFormat = new Intl.NumberFormat(language, { style: 'currency', currency: 'CZK', maximumFractionDigits: 0 })
const percentFormat = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 2 })

/** An amount of whole crowns. */
export const crowns = amount => crownsFormat.format(amount)
/** A share of one, in percent. */
export const percent = share => percentFormat.format(share)
/** A number of months. */
export const months = count => say('months_value', { months: count })
