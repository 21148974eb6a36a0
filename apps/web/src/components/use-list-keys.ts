import { type KeyboardEvent, useState } from 'react'

type ListKeys = {
  /** Place of the chosen one, -1 for none. */
  readonly chosen: number
  /** Whether each can be chosen. */
  readonly isFree: readonly boolean[]
  /** What first letters are looked for in. */
  readonly textOf: (index: number) => string
  readonly onChoose: (index: number) => void
}

/** Opening a list of options, moving in it and choosing by keyboard, while the focus stays where it is. */
export function useListKeys({ chosen, isFree, textOf, onChoose }: ListKeys) {
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(0)

  function setIsOpen(next: boolean) {
    if (next) setActive(Math.max(0, chosen))
    setOpen(next)
  }

  function choose(index: number) {
    if (isFree[index] !== true) return
    setOpen(false)
    onChoose(index)
  }

  function pressKey(event: KeyboardEvent) {
    const { key } = event
    const moved = readMove(key, active, isFree)
    const isChoice = key === 'Enter' || key === ' '
    if (moved !== null || isChoice) event.preventDefault()
    if (isOpen && (isChoice || key === 'Tab')) choose(active)
    else if (!isOpen && (moved !== null || isChoice)) setIsOpen(true)
    else if (moved !== null) setActive(moved)
    else if (isLetter(event)) startWith(key)
  }

  /** Goes to the next option that begins with a letter, as in every list of choices. */
  function startWith(letter: string) {
    if (!isOpen) setIsOpen(true)
    const order = isFree.map((_, index) => (active + 1 + index) % isFree.length)
    const begins = (index: number) => textOf(index).trim().toLowerCase().startsWith(letter.toLowerCase())
    const found = order.find((index) => isFree[index] === true && begins(index))
    if (found !== undefined) setActive(found)
  }

  return { isOpen, setIsOpen, active, setActive, choose, pressKey }
}

/** Where a key moves to, past what cannot be chosen; null for a key that does not move. */
function readMove(key: string, from: number, isFree: readonly boolean[]): number | null {
  const places = isFree.flatMap((free, index) => (free ? index : []))
  switch (key) {
    case 'ArrowDown':
      return places.find((index) => index > from) ?? from
    case 'ArrowUp':
      return places.findLast((index) => index < from) ?? from
    case 'Home':
      return places.at(0) ?? from
    case 'End':
      return places.at(-1) ?? from
    default:
      return null
  }
}

function isLetter({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey
}
