import { AppError, defaultParameters, type Parameters } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'
import { rankTokens } from './rank-tokens.ts'
import { createSampler } from './sampler.ts'
import { sortTokens } from './sort-tokens.ts'

const logits = Float32Array.of(0, 2, -1, 2.5, 1, -4)

type Options = { parameters?: Partial<Parameters>; seed?: number; topLogprobs?: number; prompt?: number[] }

function aSampler({ parameters = {}, seed = 1, topLogprobs, prompt = [] }: Options) {
  return createSampler({
    parameters: { ...defaultParameters, ...parameters },
    seed,
    topLogprobs: topLogprobs ?? null,
    promptTokenIds: prompt,
  })
}

function frequencies(parameters: Partial<Parameters>, scores = logits, draws = 20_000): Map<number, number> {
  const counts = new Map<number, number>()
  const sampler = aSampler({ parameters: { temperature: 1, ...parameters } })
  for (let draw = 0; draw < draws; draw++) {
    const { id } = sampler.sample(scores)
    counts.set(id, (counts.get(id) ?? 0) + 1 / draws)
  }
  return counts
}

function softmax(scores: Float32Array, temperature = 1): number[] {
  const weights = [...scores].map((score) => Math.exp(score / temperature))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

const ids = (counts: Map<number, number>) => [...counts.keys()].sort()

describe('a greedy sampler', () => {
  it('takes the highest score, of equal ones the lowest id', () => {
    expect(aSampler({}).sample(logits).id).toBe(3)
    expect(aSampler({}).sample(Float32Array.of(1, 3, 3)).id).toBe(1)
  })

  it('penalizes what the prompt or the completion has said', () => {
    const sampler = aSampler({ parameters: { repetitionPenalty: 2 }, prompt: [3] })
    expect([1, 2, 3].map(() => sampler.sample(logits).id)).toEqual([1, 3, 3])
    const negative = aSampler({ parameters: { repetitionPenalty: 2 }, prompt: [0] })
    expect(negative.sample(Float32Array.of(-1, -1.5)).id).toBe(1)
  })
})

describe('a drawing sampler', () => {
  it('draws each token as often as its probability says', () => {
    for (const temperature of [0.5, 1, 2]) {
      const counts = frequencies({ temperature })
      for (const [id, probability] of softmax(logits, temperature).entries()) {
        expect(counts.get(id) ?? 0).toBeCloseTo(probability, 1.7)
      }
    }
  })

  it('keeps the k likeliest with topK', () => {
    expect(ids(frequencies({ topK: 2 }))).toEqual([1, 3])
  })

  it('keeps the fewest that reach topP', () => {
    // Probabilities, likeliest first: 3 → 0.51, 1 → 0.31, 4 → 0.11, 0 → 0.04, …
    expect(ids(frequencies({ topP: 0.5 }))).toEqual([3])
    expect(ids(frequencies({ topP: 0.55 }))).toEqual([1, 3])
    expect(ids(frequencies({ topP: 0.85 }))).toEqual([1, 3, 4])
  })

  it('measures topP on what topK left', () => {
    // Of the two that are left, the likelier one has 0.62.
    expect(ids(frequencies({ topK: 2, topP: 0.6 }))).toEqual([3])
  })

  it('keeps those likely enough beside the likeliest with minP', () => {
    expect(ids(frequencies({ minP: 0.5 }))).toEqual([1, 3])
    expect(ids(frequencies({ minP: 1 }))).toEqual([3])
  })

  it('finds the nucleus of a flat distribution over a large vocabulary', () => {
    const flat = Float32Array.from({ length: 3_000 }, (_, id) => (3_000 - id) / 1e5)
    const expected = softmax(flat)
    const nucleus = expected.findIndex((_, id) => expected.slice(0, id + 1).reduce((a, b) => a + b) >= 0.9)
    const drawn = ids(frequencies({ topP: 0.9 }, flat, 150))
    expect(Math.max(...drawn)).toBeLessThanOrEqual(nucleus)
    expect(Math.max(...drawn)).toBeGreaterThan(nucleus * 0.95)
  })

  it('ranks a large vocabulary by score, then by id, whatever the signs', () => {
    const scores = Float32Array.from({ length: 3_000 }, (_, id) => ((id * 7919) % 401) - 200)
    scores[5] = -0
    const ranked = [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    expect(sortTokens(scores.subarray(1))).toEqual(ranked.filter((id) => id > 0).map((id) => id - 1))
    expect(rankTokens(scores, 300)).toEqual(ranked.slice(0, 300))
  })

  it('draws the same for the same seed, whatever another one draws in between', () => {
    const parameters = { temperature: 1.5 }
    const alone = aSampler({ parameters, seed: 7 })
    const expected = Array.from({ length: 50 }, () => alone.sample(logits).id)
    const [first, second] = [aSampler({ parameters, seed: 7 }), aSampler({ parameters, seed: 8 })]
    const drawn = Array.from({ length: 50 }, () => [first.sample(logits).id, second.sample(logits).id])
    expect(drawn.map(([id]) => id)).toEqual(expected)
    expect(drawn.map(([, id]) => id)).not.toEqual(expected)
  })

  it('refuses values that are no numbers', () => {
    const broken = new Float32Array(4).fill(Number.NaN)
    for (const temperature of [0, 1]) {
      const sample = () => aSampler({ parameters: { temperature } }).sample(broken)
      expect(sample).toThrow(AppError)
      expect(sample).toThrow(expect.objectContaining({ code: 'GENERATION_FAILED' }))
    }
  })
})

describe('log-probabilities', () => {
  it('are those of the model itself, before penalty and temperature, likeliest first', () => {
    const parameters = { temperature: 2, repetitionPenalty: 2 }
    const { id, probability } = aSampler({ parameters, topLogprobs: 6, prompt: [3] }).sample(logits)
    const expected = softmax(logits).map(Math.log)
    expect(probability?.logprob).toBeCloseTo(expected[id] ?? 0, 5)
    expect(probability?.alternatives.map((alternative) => alternative.id)).toEqual([3, 1, 4, 0, 2, 5])
    const sum = probability?.alternatives.reduce((total, { logprob }) => total + Math.exp(logprob), 0)
    expect(sum).toBeCloseTo(1, 6)
  })

  it('come without alternatives when none are asked for', () => {
    expect(aSampler({ topLogprobs: 0 }).sample(logits).probability?.alternatives).toEqual([])
    expect(aSampler({}).sample(logits).probability).toBeNull()
  })
})

describe('createRandom', () => {
  it('gives the numbers that recorded generations were drawn with', () => {
    const random = createRandom(42)
    expect([random(), random(), random()]).toMatchInlineSnapshot(`
      [
        0.15377165265745885,
        0.018084542542176507,
        0.5348906284683476,
      ]
    `)
  })

  it('spreads evenly, and neighbouring seeds are not alike', () => {
    const first = Array.from({ length: 10_000 }, (_, seed) => createRandom(seed)())
    for (const numbers of [first, Array.from({ length: 10_000 }, createRandom(5))]) {
      const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
      expect(mean).toBeCloseTo(0.5, 1.7)
      expect(numbers.filter((number) => number < 0.1).length / numbers.length).toBeCloseTo(0.1, 1.7)
    }
  })
})
