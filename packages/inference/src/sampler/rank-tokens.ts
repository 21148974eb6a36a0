/**
 * The ids of the `count` highest scores, highest first; of equal scores the lower id comes first.
 * One pass with a heap of the best so far: a full sort of a large vocabulary costs more than a decoding step.
 */
export function rankTokens(scores: Float32Array, count: number): number[] {
  const limit = Math.min(count, scores.length)
  if (limit <= 0) return []
  const heap = new Int32Array(limit)
  for (let id = 0; id < limit; id++) siftUp(heap, scores, id)
  // Ids rise: one that scores the same as the worst kept so far comes after it.
  let worst = scores[heap[0] ?? 0] ?? 0
  for (let id = limit; id < scores.length; id++) {
    if (!((scores[id] ?? 0) > worst)) continue
    replaceWorst(heap, scores, id)
    worst = scores[heap[0] ?? 0] ?? 0
  }
  return [...heap].sort((a, b) => (isWorse(scores, a, b) ? 1 : -1))
}

function isWorse(scores: Float32Array, a: number, b: number): boolean {
  const [scoreA, scoreB] = [scores[a] ?? 0, scores[b] ?? 0]
  return scoreA < scoreB || (scoreA === scoreB && a > b)
}

/** The heap has the worst of the kept ids at index 0; the children of `i` are `2i + 1` and `2i + 2`. Its first `id` places are taken. */
function siftUp(heap: Int32Array, scores: Float32Array, id: number): void {
  let place = id
  while (place > 0) {
    const above = (place - 1) >> 1
    const parent = heap[above] ?? 0
    if (!isWorse(scores, id, parent)) break
    heap[place] = parent
    place = above
  }
  heap[place] = id
}

function replaceWorst(heap: Int32Array, scores: Float32Array, id: number): void {
  let place = 0
  for (;;) {
    const left = 2 * place + 1
    if (left >= heap.length) break
    const right = left + 1
    const isRightWorse = right < heap.length && isWorse(scores, heap[right] ?? 0, heap[left] ?? 0)
    const below = isRightWorse ? right : left
    const child = heap[below] ?? 0
    if (!isWorse(scores, child, id)) break
    heap[place] = child
    place = below
  }
  heap[place] = id
}
