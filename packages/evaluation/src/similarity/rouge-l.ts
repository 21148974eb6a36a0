export interface Overlap {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/**
 * ROUGE-L of one text against one reference: the longest common subsequence of their words, as a share of each. Lin 2004,
 * "ROUGE: A package for automatic evaluation of summaries"; the F is that of Google's `rouge_score` (β = 1), and so are
 * the words: runs of letters and digits in lower case. Characters written without spaces are words of their own.
 */
export function rougeL(text: string, reference: string): Overlap {
  const [found, expected] = [wordsOf(text), wordsOf(reference)]
  const common = longestCommon(found, expected)
  if (common === 0) return { precision: 0, recall: 0, f1: 0 }
  const [precision, recall] = [common / found.length, common / expected.length]
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) }
}

const words =
  /(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+|[\p{L}\p{N}]/gu

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(words) ?? []
}

function longestCommon(left: readonly string[], right: readonly string[]): number {
  let previous = new Uint32Array(right.length + 1)
  let current = new Uint32Array(right.length + 1)
  for (const item of left) {
    for (let column = 1; column <= right.length; column++) {
      current[column] =
        item === right[column - 1]
          ? (previous[column - 1] ?? 0) + 1
          : Math.max(previous[column] ?? 0, current[column - 1] ?? 0)
    }
    ;[previous, current] = [current, previous]
  }
  return previous[right.length] ?? 0
}
