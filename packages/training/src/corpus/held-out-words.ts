import {
  femaleNames,
  heldOutFemaleNames,
  heldOutItems,
  heldOutMaleNames,
  maleNames,
} from './phrasing/nouns.ts'
import { heldOutThings } from './phrasing/things.ts'

const heldOut = [
  ...heldOutMaleNames,
  ...heldOutFemaleNames,
  ...heldOutItems,
  ...Object.values(heldOutThings).flat(2),
]
const heldOutPattern = new RegExp(`\\b(?:${heldOut.join('|')})\\b`, 'i')
const names = new Set([...maleNames, ...femaleNames].map((name) => name.toLowerCase()))

/** Names and things of the held-out split: whatever mentions one never reaches training. */
export const mentionsHeldOut = (text: string): boolean => heldOutPattern.test(text)

/** Words that must not be invented by chance: a known name has its gender, a held-out thing stays unseen. */
export const isTakenWord = (word: string): boolean =>
  names.has(word) || mentionsHeldOut(word) || mentionsHeldOut(`${word}s`)
