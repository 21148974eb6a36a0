import { describe, expect, it } from 'vitest'
import { Tape } from '../differentiate.ts'
import { createNoise, type Feeds, gradientError, loadGraph } from '../gradient-check.ts'
import { Graph, type Tensor } from '../graph.ts'
import { crossEntropy } from './cross-entropy.ts'
import { add, expand, multiply } from './elementwise.ts'
import { embed } from './embedding.ts'
import { gatedSilu } from './gated-silu.ts'
import { concatenate, reshape, splitInThree, splitInTwo, transpose } from './layout.ts'
import { linear, linearTransposed, matmul } from './linear.ts'
import { rmsNorm, softmax } from './normalization.ts'
import { rotaryTables, rotate } from './rotary.ts'

type Build = (tape: Tape, parameters: readonly Tensor[]) => Tensor

const count = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1)

/** Σ c · y with fixed random c: a scalar that every element of y influences differently. */
function weightedSum(tape: Tape, y: Tensor): Tensor {
  const noise = createNoise(3)
  const size = count(y.shape)
  const coefficients = tape.graph.constant(Float32Array.from({ length: size }, noise), [size, 1])
  return reshape(tape, linear(tape, reshape(tape, y, [1, size]), coefficients), [])
}

/** The largest error of the gradients of an expression, over all of its parameters. */
async function worstError(shapes: readonly (readonly number[])[], build: Build): Promise<number> {
  const graph = new Graph()
  const tape = new Tape(graph)
  const parameters = shapes.map((shape, index) => tape.parameter(`p${index}`, shape))
  const y = build(tape, parameters)
  const loss = y.shape.length === 0 ? y : weightedSum(tape, y)
  graph.output(loss, 'loss')
  for (const [index, gradient] of tape.gradients(loss, parameters).entries()) {
    graph.output(gradient, `gradient${index}`)
  }
  const runner = await loadGraph(graph.serialize())
  const noise = createNoise(8)
  const fed = shapes.map((shape, index): [string, Feeds[string]] => [
    `p${index}`,
    { data: Float32Array.from({ length: count(shape) }, noise), shape },
  ])
  const feeds = Object.fromEntries(fed)
  const outputs = await runner(feeds)
  const errors = await Promise.all(
    shapes.map((_, index) =>
      gradientError(runner, feeds, `p${index}`, outputs[`gradient${index}`] ?? new Float32Array(), noise),
    ),
  )
  return Math.max(...errors)
}

/** Names the parameters of an expression: fails loudly when the test declares too few. */
function pick(parameters: readonly Tensor[], index: number): Tensor {
  const parameter = parameters[index]
  if (!parameter) throw new Error(`The test declares no parameter ${index}.`)
  return parameter
}

const cases: readonly (readonly [string, readonly (readonly number[])[], Build])[] = [
  [
    'add',
    [
      [2, 3],
      [2, 3],
    ],
    (tape, p) => add(tape, pick(p, 0), pick(p, 1)),
  ],
  [
    'add, broadcast',
    [
      [4, 2, 3],
      [2, 1],
    ],
    (tape, p) => add(tape, pick(p, 0), pick(p, 1)),
  ],
  [
    'multiply',
    [
      [2, 3],
      [2, 3],
    ],
    (tape, p) => multiply(tape, pick(p, 0), pick(p, 1)),
  ],
  ['multiply, broadcast', [[3], [2, 4, 3]], (tape, p) => multiply(tape, pick(p, 0), pick(p, 1))],
  [
    'linear',
    [
      [3, 4],
      [4, 5],
    ],
    (tape, p) => linear(tape, pick(p, 0), pick(p, 1)),
  ],
  [
    'linearTransposed',
    [
      [3, 4],
      [5, 4],
    ],
    (tape, p) => linearTransposed(tape, pick(p, 0), pick(p, 1)),
  ],
  [
    'matmul',
    [
      [2, 2, 3, 4],
      [2, 2, 4, 5],
    ],
    (tape, p) => matmul(tape, pick(p, 0), pick(p, 1)),
  ],
  ['reshape', [[2, 6]], (tape, p) => reshape(tape, pick(p, 0), [3, 4])],
  ['transpose', [[2, 3, 4]], (tape, p) => transpose(tape, pick(p, 0), [2, 0, 1])],
  ['expand', [[2, 1, 3, 1]], (tape, p) => expand(tape, pick(p, 0), [2, 4, 3, 2])],
  ['expand, with a new axis', [[3]], (tape, p) => expand(tape, pick(p, 0), [2, 3])],
  [
    'concatenate',
    [
      [2, 1, 3],
      [2, 4, 3],
    ],
    (tape, p) => concatenate(tape, [pick(p, 0), pick(p, 1)], 1),
  ],
  ['softmax', [[3, 5]], (tape, p) => softmax(tape, pick(p, 0))],
  ['rmsNorm', [[3, 6], [6]], (tape, p) => rmsNorm(tape, pick(p, 0), pick(p, 1), 1e-5)],
  [
    'gatedSilu',
    [
      [3, 4],
      [3, 4],
    ],
    (tape, p) => gatedSilu(tape, pick(p, 0), pick(p, 1)),
  ],
]

describe('the gradient of every operator agrees with central differences', () => {
  it.each(cases)('%s', async (_, shapes, build) => {
    expect(await worstError(shapes, build)).toBeLessThan(5e-3)
  })

  it('splitInTwo, with both halves used', async () => {
    const build: Build = (tape, p) => {
      const [left, right] = splitInTwo(tape, pick(p, 0), 1, [2, 2])
      return multiply(tape, left, right)
    }
    expect(await worstError([[3, 4]], build)).toBeLessThan(5e-3)
  })

  it('splitInThree, with one piece left unused', async () => {
    const build: Build = (tape, p) => {
      const [first, , third] = splitInThree(tape, pick(p, 0), 0, [2, 3, 2])
      return multiply(tape, first, third)
    }
    expect(await worstError([[7, 2]], build)).toBeLessThan(5e-3)
  })

  it('rotate', async () => {
    const build: Build = (tape, p) =>
      rotate(tape, pick(p, 0), rotaryTables(tape.graph, { length: 5, headSize: 6, theta: 100, scale: 0.4 }))
    expect(await worstError([[2, 5, 6]], build)).toBeLessThan(5e-3)
  })

  it('embed, with a row used twice', async () => {
    const build: Build = (tape, p) => embed(tape, pick(p, 0), tape.graph.integers([1, 3, 1]))
    expect(await worstError([[4, 3]], build)).toBeLessThan(5e-3)
  })

  it('embed, adding to the gradient of a tied head', async () => {
    const build: Build = (tape, p) =>
      linearTransposed(tape, embed(tape, pick(p, 0), tape.graph.integers([2, 0, 2])), pick(p, 0))
    expect(await worstError([[4, 3]], build)).toBeLessThan(5e-3)
  })

  it('crossEntropy', async () => {
    const build: Build = (tape, p) => {
      const weights = tape.graph.constant(Float32Array.of(0.5, 0, 0.5), [3])
      return crossEntropy(tape, pick(p, 0), tape.graph.integers([1, 0, 4]), weights)
    }
    expect(await worstError([[3, 5]], build)).toBeLessThan(5e-3)
  })
})

describe('differentiation', () => {
  it('adds up the gradients of a value that is used several times', async () => {
    const build: Build = (tape, p) => multiply(tape, add(tape, pick(p, 0), pick(p, 0)), pick(p, 0))
    expect(await worstError([[2, 2]], build)).toBeLessThan(5e-3)
  })

  it('refuses a parameter that the loss does not depend on', () => {
    const tape = new Tape(new Graph())
    const used = tape.parameter('used', [1, 1])
    const unused = tape.parameter('unused', [1, 1])
    const loss = weightedSum(tape, used)
    expect(() => tape.gradients(loss, [unused])).toThrow('"unused"')
  })

  it('refuses shapes that cannot be broadcast', () => {
    const tape = new Tape(new Graph())
    expect(() => add(tape, tape.parameter('a', [2, 3]), tape.parameter('b', [2, 2]))).toThrow('[2,3]')
  })
})
