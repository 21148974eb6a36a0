import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja'
import { isJsonObject } from '../json-object.ts'
import { formatTime } from './format-time.ts'

/** What a template refuses by `raise_exception`, in its own words. */
export class TemplateRefusal extends Error {}

/** As in Jinja's sandbox: a longer range would only fill the memory. */
const LONGEST_RANGE = 100_000

type Variables = Readonly<Record<string, unknown>>

/**
 * Compiles a Jinja template as Hugging Face's `apply_chat_template` does: blocks trimmed, `tojson` without escapes,
 * `raise_exception`, `strftime_now`, loop controls and `generation` blocks.
 * Throws for a template that is not valid; rendering throws TemplateRefusal, or what goes wrong.
 * Source: https://huggingface.co/docs/transformers/chat_templating_writing
 */
export function compileJinja(source: string): (variables: Variables) => string {
  const program = parse(tokenize(source, { lstrip_blocks: true, trim_blocks: true }))
  correct(program)
  return (variables) => {
    const environment = new Environment()
    for (const [name, value] of Object.entries({ ...builtIns, ...variables })) environment.set(name, value)
    return String(new Interpreter(environment).run(program).value)
  }
}

const builtIns: Variables = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
  range,
  strftime_now: (format: unknown) => formatTime(new Date(), String(format)),
  raise_exception: (message: unknown) => {
    throw new TemplateRefusal(String(message))
  },
  // No template can name these: they take the place of the methods that `correct` exchanges.
  '#strip': (text: unknown, characters: unknown) => stripEnd(stripStart(text, characters), characters),
  '#lstrip': stripStart,
  '#rstrip': stripEnd,
}

/**
 * Mends, in the parsed template, where the library goes another way than Python without saying so:
 * `strip('\n')` and its kin would take away all white space, and `selectattr('x', 'undefined')` finds nothing.
 */
function correct(node: unknown): void {
  const children = Array.isArray(node) || node instanceof Map ? [...node] : isJsonObject(node) ? node : {}
  Object.values(children).forEach(correct)
  if (isJsonObject(node) && node['type'] === 'CallExpression') correctCall(node)
}

const opposites = new Map<unknown, string>([
  ['selectattr', 'rejectattr'],
  ['rejectattr', 'selectattr'],
])

function correctCall(call: { readonly [field: string]: unknown }): void {
  const { callee, args } = call
  if (!isJsonObject(callee) || !Array.isArray(args)) return
  const method = callee['property']
  if (callee['type'] === 'MemberExpression' && callee['computed'] === false && isJsonObject(method)) {
    const isStrip = ['strip', 'lstrip', 'rstrip'].includes(String(method['value']))
    if (!isStrip || args.length !== 1) return
    Object.assign(method, { value: `#${method['value']}` })
    Object.assign(call, { callee: method, args: [callee['object'], ...args] })
    return
  }
  const opposite = opposites.get(callee['value'])
  const test: unknown = args[1]
  if (opposite === undefined || !isJsonObject(test) || test['value'] !== 'undefined') return
  Object.assign(callee, { value: opposite })
  Object.assign(test, { value: 'defined' })
}

function stripStart(text: unknown, characters: unknown): string {
  const letters = lettersOf(text)
  const kept = letters.findIndex((letter) => !String(characters).includes(letter))
  return kept === -1 ? '' : letters.slice(kept).join('')
}

function stripEnd(text: unknown, characters: unknown): string {
  const letters = lettersOf(text)
  const kept = letters.findLastIndex((letter) => !String(characters).includes(letter))
  return letters.slice(0, kept + 1).join('')
}

function lettersOf(text: unknown): string[] {
  if (typeof text === 'string') return Array.from(text)
  throw new Error('Only a text can be stripped.')
}

function range(first: number, second?: number, step = 1): number[] {
  const [start, stop] = second === undefined ? [0, first] : [first, second]
  const length = Math.max(0, Math.ceil((stop - start) / step))
  if (!(length <= LONGEST_RANGE)) throw new Error(`A range may have no more than ${LONGEST_RANGE} numbers.`)
  return Array.from({ length }, (_, index) => start + index * step)
}
