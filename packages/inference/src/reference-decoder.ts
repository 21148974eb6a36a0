import type { TinyModel } from './tiny-model.ts'

type Row = readonly number[]

/**
 * For tests: the logits after the last of `tokenIds`, computed anew from the whole sequence in plain numbers.
 * Llama's decoder as in Touvron et al. 2023, https://arxiv.org/abs/2302.13971, with the head tied to the embedding.
 */
export function referenceLogits({ config, parameters }: TinyModel, tokenIds: readonly number[]): number[] {
  const { hiddenSize, headCount, feedForwardSize, vocabSize, ropeTheta } = config
  const weight = (name: string): Float32Array => parameters.get(name) ?? new Float32Array()
  const headSize = hiddenSize / headCount

  const norm = (row: Row, name: string): Row => {
    const meanSquare = row.reduce((sum, value) => sum + value * value, 0) / row.length
    const gain = weight(name)
    return row.map(
      (value, index) => (value / Math.sqrt(meanSquare + config.normEpsilon)) * (gain[index] ?? 0),
    )
  }
  /** Matrices are [in, out]. */
  const multiply = (row: Row, name: string, columns: number): Row => {
    const matrix = weight(name)
    return Array.from({ length: columns }, (_, column) =>
      row.reduce((sum, value, index) => sum + value * (matrix[index * columns + column] ?? 0), 0),
    )
  }
  const attend = (query: Row, keys: readonly Row[], values: readonly Row[]): Row => {
    const scores = keys.map((key) => Math.exp(dot(query, key) / Math.sqrt(headSize)))
    const total = scores.reduce((sum, score) => sum + score, 0)
    return query.map((_, index) =>
      values.reduce((sum, value, place) => sum + ((scores[place] ?? 0) / total) * (value[index] ?? 0), 0),
    )
  }

  let rows: Row[] = tokenIds.map((id) => [
    ...weight('embedding').subarray(id * hiddenSize, (id + 1) * hiddenSize),
  ])
  for (let layer = 0; layer < config.layerCount; layer++) {
    const name = `layers.${layer}`
    const packed = rows.map((row) =>
      multiply(norm(row, `${name}.attention_norm`), `${name}.attention.query_key_value`, 3 * hiddenSize),
    )
    const headOf = (row: Row, part: number, head: number) =>
      row.slice(part * hiddenSize + head * headSize, part * hiddenSize + (head + 1) * headSize)
    rows = rows.map((row, position) => {
      const seen = packed.slice(0, position + 1)
      const mixed = Array.from({ length: headCount }, (_, head) =>
        attend(
          rotate(headOf(packed[position] ?? [], 0, head), position, ropeTheta),
          seen.map((other, place) => rotate(headOf(other, 1, head), place, ropeTheta)),
          seen.map((other) => headOf(other, 2, head)),
        ),
      ).flat()
      return add(row, multiply(mixed, `${name}.attention.output`, hiddenSize))
    })
    rows = rows.map((row) => {
      const inner = multiply(
        norm(row, `${name}.feed_forward_norm`),
        `${name}.feed_forward.gate_up`,
        2 * feedForwardSize,
      )
      const gated = inner.slice(0, feedForwardSize).map((gate, index) => {
        const up = inner[feedForwardSize + index] ?? 0
        return (gate / (1 + Math.exp(-gate))) * up
      })
      return add(row, multiply(gated, `${name}.feed_forward.down`, hiddenSize))
    })
  }
  const last = norm(rows.at(-1) ?? [], 'final_norm')
  return Array.from({ length: vocabSize }, (_, id) =>
    dot(last, [...weight('embedding').subarray(id * hiddenSize, (id + 1) * hiddenSize)]),
  )
}

function dot(a: Row, b: Row): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}

function add(a: Row, b: Row): Row {
  return a.map((value, index) => value + (b[index] ?? 0))
}

/** Turns the pairs (i, i + half) of one head by the position times a frequency. */
function rotate(head: Row, position: number, theta: number): Row {
  const half = head.length / 2
  return head.map((value, index) => {
    const angle = position * theta ** ((-2 * (index % half)) / head.length)
    const partner = head[(index + half) % head.length] ?? 0
    return value * Math.cos(angle) + (index < half ? -partner : partner) * Math.sin(angle)
  })
}
