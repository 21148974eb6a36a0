/**
 * How well a text fits what was typed: higher is better, null where a typed word is not in it. A word fits at the start
 * of a word, inside of one, or letter by letter with others between (`shv` in "show versions").
 */
export function scoreMatch(typed: string, text: string): number | null {
  const inText = text.toLowerCase()
  const scores = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => scoreWord(word, inText))
  return scores.includes(0) ? null : scores.reduce((sum, score) => sum + score, 0)
}

const wordStart = 4
const inside = 2
const scattered = 1

function scoreWord(word: string, text: string): number {
  const place = text.indexOf(word)
  if (place === -1) return isScattered(word, text) ? scattered : 0
  const starts = place === 0 || text.includes(` ${word}`)
  return starts ? wordStart : inside
}

function isScattered(word: string, text: string): boolean {
  let from = 0
  for (const letter of word) {
    const place = text.indexOf(letter, from)
    if (place === -1) return false
    from = place + letter.length
  }
  return true
}
