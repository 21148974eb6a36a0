import { describe, expect, it } from 'vitest'
import { createCorpus } from '../corpus/corpus.ts'
import { capitalize } from '../corpus/grammar.ts'
import { inventWord, vocabularyPieces } from '../corpus/invented.ts'
import { createRandom } from '../corpus/random.ts'
import { trainByteLevelBpe } from './bpe.ts'
import { byteLetters } from './byte-letters.ts'
import { createEncoder } from './encoder.ts'
import { specialTokens, splitPattern, type TokenizerFile } from './tokenizer-file.ts'
import { wrenTokenizer } from './wren-tokenizer.ts'

const wren = wrenTokenizer()
const encoder = createEncoder(wren)

function piecesOf(file: TokenizerFile): string[] {
  const pieces: string[] = []
  for (const [piece, id] of Object.entries(file.model.vocab)) pieces[id] = piece
  return pieces
}

function decode(file: TokenizerFile, ids: readonly number[]): string {
  const pieces = piecesOf(file)
  const byteOf = new Map(byteLetters.map((letter, byte) => [letter, byte]))
  const bytes = ids.flatMap((id) => [...(pieces[id] ?? '')].map((letter) => byteOf.get(letter) ?? 0))
  return new TextDecoder().decode(new Uint8Array(bytes))
}

describe('the Wren tokenizer', () => {
  it.each([
    'Roger has 5 tennis balls. He buys 2 more cans.',
    "Let's think step by step.\n\nQ: What's 12 + 34?\nA:",
    '你好，罗杰有5个网球。',
    'naïve café — 𝒳 👩‍🚀 ‮x',
    '  two  spaces\t\ttabs \r\n end ',
    '',
  ])('gives back every text byte by byte: %j', (text) => {
    expect(decode(wren, encoder.encode(text))).toBe(text)
  })

  it('holds 2048 pieces: special tokens first, then bytes, then merges', () => {
    expect(encoder.vocabSize).toBe(2048)
    specialTokens.forEach((special, id) => {
      expect(encoder.idOf(special)).toBe(id)
    })
    expect(() => encoder.idOf('<|nobody|>')).toThrow(RangeError)
  })

  it('reads special tokens in a text as their ids and adds none', () => {
    expect(encoder.encode('<|user|>')).toEqual([encoder.idOf('<|user|>')])
    expect(encoder.encode('a<|end|>b')).toContain(encoder.idOf('<|end|>'))
  })

  it('gives every digit its own token', () => {
    expect(encoder.encode('199')).toHaveLength(3)
    expect(
      piecesOf(wren).filter((piece) => /\d/.test(piece) && piece.length > 1 && !piece.startsWith('<|')),
    ).toEqual([])
  })

  it('has no piece that training does not show', () => {
    const seen = new Set<number>()
    const read = (text: string) => {
      for (const id of encoder.encode(text)) seen.add(id)
    }
    // A word is encoded once, however often it comes: this reads a lot of text.
    const words = new Set<string>()
    const readWords = (text: string) => {
      for (const [word] of text.matchAll(new RegExp(splitPattern, 'gu'))) {
        if (!words.has(word)) read(word)
        words.add(word)
      }
    }
    for (const stage of ['base', 'instruct', 'dialog'] as const) {
      const next = createCorpus({ stage, seed: 3, split: 'train' })
      for (let count = 0; count < 1000; count++) {
        const sample = next()
        const texts = sample.form === 'text' ? [sample.text] : sample.turns.map((turn) => turn.text)
        for (const text of texts) readWords(text)
      }
    }
    // Rare pieces come in invented words: as a thing, as a name, and as a name that begins a text.
    const random = createRandom(4)
    for (let count = 0; count < 6000; count++) {
      const word = inventWord(random, vocabularyPieces())
      read(` ${word}s`)
      read(` ${capitalize(word)}`)
      read(capitalize(word))
    }
    const merged = piecesOf(wren).slice(specialTokens.length + byteLetters.length)
    const unseen = merged.filter((piece) => !seen.has(wren.model.vocab[piece] ?? -1))
    expect(unseen).toEqual([])
  })
})

describe('trainByteLevelBpe', () => {
  it('merges the most frequent pair first and stops when no pair repeats', () => {
    const file = trainByteLevelBpe('abab abab abab cd', 400)
    expect(file.model.merges[0]).toBe('a b')
    expect(file.model.merges[1]).toBe('ab ab')
    expect(createEncoder(file).encode('abab')).toHaveLength(1)
    expect(createEncoder(file).encode('cd')).toHaveLength(2)
  })

  it('learns the same file from the same text', () => {
    const text = 'she sells sea shells by the sea shore, she says'
    expect(trainByteLevelBpe(text, 300)).toEqual(trainByteLevelBpe(text, 300))
  })
})
