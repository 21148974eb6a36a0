import { type Kind, type Model, textBody } from './ask.ts'
import type { Measurement } from './measurement.ts'
import { drawMixedPrompts } from './mixed-prompts.ts'
import { type Sample, trainNaiveBayes } from './naive-bayes.ts'
import { outputFeatures } from './output-features.ts'
import { named } from './probe.ts'

const trainingSeed = 9200
const testSeed = 9300

/** Features of a model's outputs, on prompts to learn the classifier from and on others to try it on. */
export type KindOutputs = {
  readonly kind: Kind
  readonly training: readonly (readonly string[])[]
  readonly test: readonly (readonly string[])[]
}

async function answerAll(model: Model, prompts: readonly string[]): Promise<string[][]> {
  const outputs: string[][] = []
  for (const prompt of prompts) {
    const completion = await model.complete(textBody(prompt), { maxTokens: 80, goesOn: true })
    outputs.push([...outputFeatures(completion)])
  }
  return outputs
}

/** Gives a model the mixed prompts as the product does, and lets it go on for as long as it will. */
export async function collectOutputs(model: Model, count: number): Promise<KindOutputs> {
  return {
    kind: model.kind,
    training: await answerAll(model, drawMixedPrompts(count, trainingSeed)),
    test: await answerAll(model, drawMixedPrompts(count, testSeed)),
  }
}

const samplesOf = (kind: Kind, outputs: readonly (readonly string[])[]): Sample<Kind>[] =>
  outputs.map((features) => ({ label: kind, features: new Set(features) }))

/**
 * Can the kind of a model be told from what it writes? A classifier that knows neither prompt nor model learns from one
 * half of the outputs and names the kinds of the other. For each kind: the share of its own, and that of all.
 */
export function tellKindsApart(outputs: readonly KindOutputs[]): ReadonlyMap<Kind, readonly Measurement[]> {
  const classify = trainNaiveBayes(outputs.flatMap(({ kind, training }) => samplesOf(kind, training)))
  const own = outputs.map(({ kind, test }) => {
    const right = samplesOf(kind, test).filter(({ features }) => classify(features) === kind)
    return { kind, correct: right.length, count: test.length }
  })
  const all = {
    correct: own.reduce((sum, { correct }) => sum + correct, 0),
    count: own.reduce((sum, { count }) => sum + count, 0),
  }
  return new Map(
    own.map(({ kind, correct, count }) => [
      kind,
      [named('kind-own', { correct, count }), named('kind-all', all)],
    ]),
  )
}
