import type { ScorerId } from '@trialogue/contract'

/** A setting of a scorer as the page asks for it; `name` is that of the option. Left alone, the scorer's default holds. */
export type ScorerField =
  | { readonly kind: 'text'; readonly name: 'pattern' | 'criteria' | 'source'; readonly isLong: boolean }
  | { readonly kind: 'lines'; readonly name: 'texts' | 'choices' }
  | { readonly kind: 'json'; readonly name: 'schema' }
  | {
      readonly kind: 'switch'
      readonly name: 'trim' | 'ignoreCase' | 'multiline' | 'allowFence' | 'showReference' | 'firstLineOnly'
      readonly initial: boolean
    }
  | {
      readonly kind: 'choice'
      readonly name:
        | 'which'
        | 'unit'
        | 'per'
        | 'figure'
        | 'kind'
        | 'verdict'
        | 'pick'
        | 'tokenizer'
        | 'decimalSign'
      readonly values: readonly ChoiceValue[]
    }
  | {
      readonly kind: 'number'
      readonly name: 'absoluteTolerance' | 'relativeTolerance' | 'min' | 'max'
      readonly initial: number
      readonly max: number
      readonly step: number
    }

/** The first of a field's values is the default. */
export type ChoiceValue =
  | 'all'
  | 'any'
  | 'words'
  | 'characters'
  | 'lines'
  | 'sentences'
  | 'tokens'
  | 'generation'
  | 'token'
  | 'f1'
  | 'precision'
  | 'recall'
  | 'object'
  | 'array'
  | 'scale'
  | 'yes-no'
  | 'last'
  | 'first'
  | '13a'
  | 'zh'
  | '.'
  | ','

type ScorerForm = {
  readonly fields: readonly ScorerField[]
  /** Whether it gives a number, of which a range may pass. */
  readonly isNumber: boolean
  readonly asks?: 'judge' | 'judge-and-other'
}

const ignoreCase: ScorerField = { kind: 'switch', name: 'ignoreCase', initial: false }
const allowFence: ScorerField = { kind: 'switch', name: 'allowFence', initial: true }
const showReference: ScorerField = { kind: 'switch', name: 'showReference', initial: true }
const criteria: ScorerField = { kind: 'text', name: 'criteria', isLong: true }

/** What each scorer is asked for before it runs. The server checks the options with the scorer's own schema. */
export const scorerForms: Readonly<Record<ScorerId, ScorerForm>> = {
  'exact-match': { isNumber: false, fields: [{ kind: 'switch', name: 'trim', initial: true }] },
  'normalised-match': { isNumber: false, fields: [] },
  contains: {
    isNumber: false,
    fields: [
      { kind: 'lines', name: 'texts' },
      { kind: 'choice', name: 'which', values: ['all', 'any'] },
      ignoreCase,
    ],
  },
  regex: {
    isNumber: false,
    fields: [
      { kind: 'text', name: 'pattern', isLong: false },
      ignoreCase,
      { kind: 'switch', name: 'multiline', initial: false },
    ],
  },
  'numeric-answer': {
    isNumber: false,
    fields: [
      { kind: 'number', name: 'absoluteTolerance', initial: 0, max: 1e9, step: 0.0001 },
      { kind: 'number', name: 'relativeTolerance', initial: 0, max: 1, step: 0.0001 },
      { kind: 'choice', name: 'pick', values: ['last', 'first'] },
      { kind: 'choice', name: 'decimalSign', values: ['.', ','] },
      { kind: 'switch', name: 'firstLineOnly', initial: false },
    ],
  },
  'multiple-choice': { isNumber: false, fields: [] },
  'choice-likelihood': { isNumber: false, fields: [{ kind: 'lines', name: 'choices' }] },
  'json-validity': {
    isNumber: false,
    fields: [{ kind: 'choice', name: 'kind', values: ['any', 'object', 'array'] }, allowFence],
  },
  'json-schema': { isNumber: false, fields: [{ kind: 'json', name: 'schema' }, allowFence] },
  length: {
    isNumber: true,
    fields: [
      { kind: 'choice', name: 'unit', values: ['words', 'characters', 'lines', 'sentences', 'tokens'] },
    ],
  },
  latency: { isNumber: true, fields: [{ kind: 'choice', name: 'per', values: ['generation', 'token'] }] },
  levenshtein: { isNumber: true, fields: [ignoreCase] },
  'rouge-l': {
    isNumber: true,
    fields: [{ kind: 'choice', name: 'figure', values: ['f1', 'precision', 'recall'] }],
  },
  bleu: {
    isNumber: true,
    fields: [{ kind: 'choice', name: 'tokenizer', values: ['13a', 'zh'] }, ignoreCase],
  },
  chrf: { isNumber: true, fields: [] },
  'reference-perplexity': { isNumber: true, fields: [] },
  'rubric-judge': {
    isNumber: true,
    asks: 'judge',
    fields: [
      criteria,
      { kind: 'choice', name: 'verdict', values: ['scale', 'yes-no'] },
      { kind: 'number', name: 'min', initial: 1, max: 100, step: 1 },
      { kind: 'number', name: 'max', initial: 5, max: 100, step: 1 },
      showReference,
    ],
  },
  'pairwise-judge': { isNumber: false, asks: 'judge-and-other', fields: [criteria, showReference] },
  expression: { isNumber: false, fields: [{ kind: 'text', name: 'source', isLong: true }] },
}
