import { expect, it } from 'vitest'
import { readModelsSearch, withoutDialog } from './models-search.ts'

it('reads an address, and leaves out what is none', () => {
  const address = { tab: 'servers', model: 'hf:org/name', server: 'team', dialog: 'pull', repository: 'a/b' }
  expect(readModelsSearch(address)).toEqual(address)
  expect(
    readModelsSearch({ tab: 'local', model: '', server: 7, dialog: 'x', repository: 3, more: 1 }),
  ).toEqual({})
})

it('closes a dialog and stays where it was', () => {
  expect(withoutDialog({ tab: 'servers', model: 'a', dialog: 'card', server: 'b', repository: 'c' })).toEqual(
    {
      tab: 'servers',
      model: 'a',
    },
  )
})
