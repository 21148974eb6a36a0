import type { AnswerFormat } from '@trialogue/contract'
import { trimCharacters } from './trim-characters.ts'

/**
 * Whether two answers say the same: numbers by their value (5, 5.0, $5, 5 %, 10/2), whatever unit stands behind them;
 * everything else by its letters, whatever their case, with the same white space, quotes and full stop.
 */
export function isSameAnswer(one: string, other: string, format: AnswerFormat): boolean {
  if (format === 'number') {
    const [left, right] = [readNumber(one), readNumber(other)]
    if (left !== null && right !== null) return left === right || isSameQuotient(left, right)
  }
  return plainText(one) === plainText(other)
}

const number = /^[^\d.+-]*([+-]?)(?:(\d+) )?(\d[\d,]*(?:\.\d*)?|\.\d+)(?:\/(\d+))?/

/** The digits that count, as in `-12.5` or `3/4`; null for what is no number. */
function readNumber(text: string): string | null {
  const match = number.exec(text.replaceAll('\u2212', '-'))
  if (match === null) return null
  const [, sign = '', whole, digits = '', divisor] = match
  const minus = sign === '-' ? '-' : ''
  if (divisor === undefined) return minus + canonicalDigits(digits)
  const numerator = Number(digits) + Number(whole ?? 0) * Number(divisor)
  return `${minus}${numerator}/${divisor}`
}

/** Without what changes nothing: `007.50` is `7.5`. As text, so that no digit of a long number is lost. */
function canonicalDigits(digits: string): string {
  const [whole = '', decimals = ''] = digits.replaceAll(',', '').split('.')
  const [front, behind] = [whole.replace(/^0+(?=\d)/, '') || '0', decimals.replace(/0+$/, '')]
  return behind === '' ? front : `${front}.${behind}`
}

/** 10/2 is 5. The rounding of binary fractions is no difference. */
function isSameQuotient(one: string, other: string): boolean {
  if (!one.includes('/') && !other.includes('/')) return false
  const [left, right] = [quotient(one), quotient(other)]
  return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left), Math.abs(right))
}

function quotient(text: string): number {
  const [numerator, divisor = '1'] = text.split('/')
  return Number(numerator) / Number(divisor)
}

const quotes = /["'“”‘’\s]/

function plainText(text: string): string {
  return trimCharacters(text.toLowerCase(), quotes, /["'“”‘’\s.]/).replaceAll(/\s+/g, ' ')
}
