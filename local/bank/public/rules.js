/** What makes an answer right. Each rule takes the trimmed text and tells whether it is. Nothing is sent to find out. */

const digitsOf = text => text.replace(/[\s/]/g, '')

export const rules = {
  /** A Czech birth number: nine digits before 1954, since then ten that divide by eleven. */
  birthNumber(text) {
    if (!/^\d{6}\s?\/?\s?\d{3,4}$/.test(text)) return false
    const digits = digitsOf(text)
    return digits.length === 9 || Number(digits) % 11 === 0 || (Number(digits.slice(0, 9)) % 11 === 10 && digits.endsWith('0'))
  },
  identityCard: text => /^\d{9}$/.test(digitsOf(text)),
  email: text => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text),
  phone: text => /^\+?\d{9,14}$/.test(digitsOf(text)),
  postcode: text => /^\d{5}$/.test(digitsOf(text)),
  crowns: text => /^\d{1,9}$/.test(digitsOf(text)),
  /** A Czech account number with or without a prefix, or an IBAN whose check digits add up. */
  account: text => /^(\d{1,6}-)?\d{2,10}\/\d{4}$/.test(text.replace(/\s/g, '')) || isIban(text.replace(/\s/g, '')),
}

function isIban(text) {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/i.test(text)) return false
  const turned = (text.slice(4) + text.slice(0, 4)).toUpperCase()
  let rest = 0
  for (const sign of turned) {
    for (const digit of String(parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97
  }
  return rest === 1
}
