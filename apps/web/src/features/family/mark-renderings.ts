import type { InputToken } from '@trialogue/contract'
import { diffWordLists, hasWord, splitWords } from '../../lib/word-diff.ts'

/**
 * A piece of what a model reads. `shared`: all renderings have it, it is what the prompt says. `own`: only the form of this
 * kind has it. `special`: a token that stands for no text.
 */
export type RenderedPart = { readonly mark: 'shared' | 'own' | 'special'; readonly text: string }

/** What one model reads, as the preview gives it. */
export type Rendering = {
  readonly modelInput: string
  readonly tokens: readonly Pick<InputToken, 'text' | 'isSpecial'>[]
}

type Word = { readonly text: string; readonly isSpecial: boolean }

/**
 * Marks what several renderings of one prompt have in common, and what the form of each adds. Joined, the parts of each are
 * its model input. Renderings too long or too different to be compared are all their own.
 */
export function markRenderings(renderings: readonly Rendering[]): RenderedPart[][] {
  const words = renderings.map(splitRendering)
  const common = words
    .map((list) => list.filter(({ isSpecial }) => !isSpecial).map(({ text }) => text))
    .reduce<readonly string[] | null>(
      (shared, list) => (shared === null ? list : intersect(shared, list)),
      null,
    )
  return words.map((list) => joinParts(markWords(list, common ?? [])))
}

/** The model input in words, the special tokens apart: their texts are looked for one after another. */
function splitRendering({ modelInput, tokens }: Rendering): Word[] {
  const words: Word[] = []
  const addText = (text: string) =>
    words.push(...splitWords(text).map((word) => ({ text: word, isSpecial: false })))
  let from = 0
  for (const token of tokens) {
    if (!token.isSpecial || token.text === '') continue
    const at = modelInput.indexOf(token.text, from)
    if (at === -1) continue
    addText(modelInput.slice(from, at))
    words.push({ text: token.text, isSpecial: true })
    from = at + token.text.length
  }
  addText(modelInput.slice(from))
  return words
}

/** The longest list of words that both have, in order. */
function intersect(one: readonly string[], other: readonly string[]): string[] {
  const parts = diffWordLists(one, other) ?? []
  return parts.filter(({ change }) => change === 'same').flatMap((part) => part.words)
}

function markWords(words: readonly Word[], common: readonly string[]): RenderedPart[] {
  const plain = words.filter(({ isSpecial }) => !isSpecial).map(({ text }) => text)
  const parts = diffWordLists(common, plain) ?? []
  const marks = parts
    .filter(({ change }) => change !== 'removed')
    .flatMap((part) => part.words.map(() => (part.change === 'same' ? 'shared' : 'own')))
  let next = 0
  return words.map(({ text, isSpecial }) => ({
    mark: isSpecial ? 'special' : (marks[next++] ?? 'own'),
    text,
  }))
}

/** Neighbours with the same mark as one part. What holds no word belongs to the form where the form surrounds it. */
function joinParts(parts: readonly RenderedPart[]): RenderedPart[] {
  const joined = joinEqual(parts)
  return joinEqual(
    joined.map((part, index) => {
      const isOwnAround = [joined[index - 1], joined[index + 1]].every((next) => next?.mark !== 'shared')
      return part.mark === 'shared' && !hasWord(part.text) && isOwnAround ? { ...part, mark: 'own' } : part
    }),
  )
}

function joinEqual(parts: readonly RenderedPart[]): RenderedPart[] {
  const joined: RenderedPart[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last?.mark === part.mark && part.mark !== 'special') {
      joined[joined.length - 1] = { mark: part.mark, text: last.text + part.text }
    } else {
      joined.push(part)
    }
  }
  return joined
}
