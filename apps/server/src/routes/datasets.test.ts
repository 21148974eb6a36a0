import { type Dataset, datasetSchema, type ExportedText } from '@trialogue/contract'
import { aModel, createFakeProvider } from '@trialogue/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp(createFakeProvider({ models: [aModel()] }))
})
afterAll(() => test.close())

async function call(method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) {
  const answer = await test.app.inject({ method, url: `/api/datasets${url}`, ...(payload && { payload }) })
  return { status: answer.statusCode, body: answer.json() }
}

async function importText(format: 'csv' | 'tsv' | 'jsonl', text: string): Promise<Dataset> {
  const { status, body } = await call('POST', '/import', { format, text, name: 'Cases' })
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return datasetSchema.parse(body.dataset)
}

const rowsOf = async ({ id }: Dataset, number = 1, query = '') =>
  (await call('GET', `/${id}/versions/${number}/rows${query}`)).body
const cellsOf = async (dataset: Dataset, number = 1) =>
  (await rowsOf(dataset, number)).items.map(({ cells }: { cells: string[] }) => cells)

it('reads CSV with quotes, line breaks and semicolons, and takes __expected for the reference', async () => {
  const dataset = await importText(
    'csv',
    'question,__expected,__metadata:topic\r\n"a ""b""\nc",4,x\r\nd,,\r\n',
  )
  expect(dataset.latest.columns.map(({ name, role }) => [name, role])).toEqual([
    ['question', 'variable'],
    ['__expected', 'reference'],
    ['__metadata:topic', 'metadata'],
  ])
  expect(await cellsOf(dataset)).toEqual([
    ['a "b"\nc', '4', 'x'],
    ['d', '', ''],
  ])
  expect(await cellsOf(await importText('csv', 'one;two\n1,5;2\n'))).toEqual([['1,5', '2']])
})

it('takes names such as __proto__ for names', async () => {
  const dataset = await importText(
    'jsonl',
    '{"__proto__":"a","constructor":"b","toString":3}\n{"constructor":"c"}\n',
  )
  expect(dataset.latest.columns.map(({ name }) => name)).toEqual(['__proto__', 'constructor', 'toString'])
  expect(await cellsOf(dataset)).toEqual([
    ['a', 'b', '3'],
    ['', 'c', ''],
  ])
  expect(({} as { a?: string }).a).toBeUndefined()
})

it('marks formulas in an export and gives every text back exactly', async () => {
  const texts = [
    '=1+1',
    '+1',
    '-1',
    '@x',
    '\tx',
    '\rx',
    '\0x',
    "'=1",
    "''-",
    "'x",
    ' x ',
    '',
    '"',
    'a,b\r\nc',
  ]
  const created = await call('POST', '', {
    name: 'Formulas',
    columns: [{ name: '=head', role: 'variable' }],
    rows: texts.map((text, index) => ({ cells: [text], isSynthetic: index === 0 })),
  })
  const dataset = datasetSchema.parse(created.body)
  for (const format of ['csv', 'tsv', 'jsonl'] as const) {
    const { body } = await call('GET', `/${dataset.id}/versions/1/export?format=${format}`)
    const { text } = body as ExportedText
    if (format === 'csv') expect(text.match(/^"?'[=+\-@\t\r\0]/gm)).toHaveLength(8)
    const again = await importText(format, text)
    expect(await cellsOf(again)).toEqual(texts.map((one) => [one]))
    expect(again.latest.contentSha256).toBe(dataset.latest.contentSha256)
  }
})

it('makes a version of changes, keeps the older one and the ids of the rows', async () => {
  const dataset = await importText('csv', 'q,answer\na,1\nb,2\nc,3\n')
  const [q, answer] = dataset.latest.columns
  const saved = await call('POST', `/${dataset.id}/versions`, {
    baseVersion: 1,
    message: 'Better',
    columns: [{ ...q, name: 'question' }, answer, { name: 'topic', role: 'metadata' }],
    changes: [
      { type: 'change', rowId: 2, cells: [{ column: 'question', text: 'B' }] },
      { type: 'remove', rowId: 1 },
      { type: 'add', row: { cells: ['x', '7', 't'] }, afterRowId: 2 },
      { type: 'add', row: { cells: ['y'] }, afterRowId: 2 },
      { type: 'add', row: { cells: ['first'] }, afterRowId: null },
    ],
  })
  expect(saved.body).toMatchObject({ number: 2, parentNumber: 1, message: 'Better', rowCount: 5 })
  expect((await rowsOf(dataset, 2)).items).toMatchObject([
    { id: 6, cells: ['first', '', ''] },
    { id: 2, cells: ['B', '2', ''] },
    { id: 4, cells: ['x', '7', 't'] },
    { id: 5, cells: ['y', '', ''] },
    { id: 3, cells: ['c', '3', ''] },
  ])
  expect(await cellsOf(dataset, 1)).toEqual([
    ['a', '1'],
    ['b', '2'],
    ['c', '3'],
  ])
  const late = await call('POST', `/${dataset.id}/versions`, { baseVersion: 1, changes: [] })
  expect(late).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } })
  const unknown = await call('POST', `/${dataset.id}/versions`, {
    baseVersion: 2,
    changes: [{ type: 'remove', rowId: 1 }],
  })
  expect(unknown).toMatchObject({ status: 400, body: { error: { code: 'INVALID_REQUEST' } } })
})

it('adds a text to a data set by the names of its columns, or puts it in its place', async () => {
  const dataset = await importText('csv', 'q,answer\na,1\n')
  const append = { format: 'csv', text: 'answer,extra\n2,e\n', mode: 'append', baseVersion: 1 }
  const { body } = await call('POST', `/${dataset.id}/import`, append)
  expect(body.dataset.latest.columns.map(({ name }: { name: string }) => name)).toEqual([
    'q',
    'answer',
    'extra',
  ])
  expect(await cellsOf(dataset, 2)).toEqual([
    ['a', '1', ''],
    ['', '2', 'e'],
  ])
  await call('POST', `/${dataset.id}/import`, { ...append, mode: 'replace', baseVersion: 2 })
  expect(await cellsOf(dataset, 3)).toEqual([['', '2', 'e']])
})

it('finds rows by text and by mark, in windows', async () => {
  const lines = Array.from(
    { length: 30 },
    (_, index) => `{"q":"case ${index}","__synthetic":"${index % 2 === 0}"}`,
  )
  const dataset = await importText('jsonl', lines.join('\n'))
  expect(dataset.latest).toMatchObject({ rowCount: 30, syntheticCount: 15 })
  expect(await rowsOf(dataset, 1, '?q=CASE%202&limit=2&offset=1')).toMatchObject({
    total: 11,
    items: [{ cells: ['case 20'] }, { cells: ['case 21'] }],
  })
  expect((await rowsOf(dataset, 1, '?q=%25')).total).toBe(0)
  expect((await rowsOf(dataset, 1, '?isSynthetic=false')).total).toBe(15)
})

it.each([
  ['more cells than columns', 'csv', 'a,b\n1,2,3\n', 2],
  ['a quote that is not closed', 'csv', 'a,b\n"1,2\n', 2],
  ['a line that is no object', 'jsonl', '{"a":1}\n[2]\n', 2],
  ['a long cell', 'csv', `a\n${'x'.repeat(1_100_000)}\n`, 2],
] as const)('refuses %s with its line', async (_, format, text, line) => {
  const { status, body } = await call('POST', '/import', { format, text, name: 'Bad' })
  expect([status, body.error.code]).toEqual([400, 'INVALID_REQUEST'])
  expect(body.error.details.line ?? body.error.details.issues).toBeTruthy()
  if (body.error.details.line !== undefined) expect(body.error.details.line).toBe(line)
})

it('offers the word problems and adds them once', async () => {
  const { body } = await call('GET', '/samples')
  expect(body.items).toMatchObject([{ id: 'word-problems', rowCount: 500, datasetId: null }])
  const added = await call('POST', '/samples/word-problems')
  expect(added.body.latest).toMatchObject({ rowCount: 500, syntheticCount: 500 })
  expect((await call('POST', '/samples/word-problems')).body.id).toBe(added.body.id)
})
