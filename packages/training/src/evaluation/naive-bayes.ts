export type Sample<Label extends string> = {
  readonly label: Label
  readonly features: ReadonlySet<string>
}

/**
 * Bernoulli naive Bayes with add-one smoothing over features that are there or not: learns from samples, then names
 * the likeliest label of a set of features.
 */
export function trainNaiveBayes<Label extends string>(
  samples: readonly Sample<Label>[],
): (features: ReadonlySet<string>) => Label {
  const labels = [...new Set(samples.map(({ label }) => label))]
  const vocabulary = [...new Set(samples.flatMap(({ features }) => [...features]))]
  const models = labels.map((label) => {
    const own = samples.filter((sample) => sample.label === label)
    const shares = vocabulary.map((feature) => {
      const count = own.filter(({ features }) => features.has(feature)).length
      return [feature, (count + 1) / (own.length + 2)] as const
    })
    return { label, prior: Math.log(own.length / samples.length), shares }
  })
  return (features) => {
    const scored = models.map(({ label, prior, shares }) => ({
      label,
      score: shares.reduce(
        (sum, [feature, share]) => sum + Math.log(features.has(feature) ? share : 1 - share),
        prior,
      ),
    }))
    const [first, ...rest] = scored
    if (first === undefined) throw new RangeError('A classifier needs samples to learn from.')
    return rest.reduce((best, next) => (next.score > best.score ? next : best), first).label
  }
}
