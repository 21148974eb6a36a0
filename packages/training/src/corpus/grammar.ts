import type { Random } from './random.ts'

/** Phrasing lists by name. A template may name a list, a value, or a pair of verb forms: "{name} {buys|bought} {n}". */
export type Grammar = Readonly<Record<string, readonly string[]>>
export type Values = Readonly<Record<string, string | number>>
export type Tense = 'present' | 'past'

export type Expansion = {
  readonly random: Random
  readonly grammar: Grammar
  readonly values: Values
  readonly tense?: Tense
  /** Forms at the beginning of a list come more often than those at its end, as in real texts. */
  readonly prefersFirst?: boolean
}

/**
 * Fills a template: values win over lists, lists are picked from and filled in turn.
 * Throws RangeError when a placeholder is neither, so that a typing error in a phrasing list cannot reach training.
 */
export function expand(template: string, expansion: Expansion): string {
  const { random, grammar, values, tense = 'present', prefersFirst } = expansion
  return template.replace(/\{([^{}]+)\}/g, (_, key: string) => {
    const value = values[key]
    if (value !== undefined) return String(value)
    const forms = key.split('|')
    if (forms.length === 2) return (tense === 'present' ? forms[0] : forms[1]) ?? ''
    const list = grammar[key]
    if (list === undefined) throw new RangeError(`"${template}" uses {${key}}, which is no value and no list`)
    return expand(prefersFirst ? pickEarly(random, list) : random.pick(list), expansion)
  })
}

/** The first tenth of the forms makes up a quarter of the picks, the last half still more than a third. */
function pickEarly(random: Random, list: readonly string[]): string {
  return random.chance(0.33) ? random.pick(list) : (list[Math.floor(list.length * random.unit() ** 2)] ?? '')
}

/** Picks a form from a list of the grammar and fills it. */
export function expandList(name: string, expansion: Expansion): string {
  return expand(`{${name}}`, expansion)
}

/** First letter upper case; a text that begins with a digit stays as it is. */
export function capitalize(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** Every sentence begins upper case, also one that begins with a number word. */
export function capitalizeSentences(text: string): string {
  return text.replace(
    /(^|[.?!] )([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  )
}
