import { aModel, createFakeProvider } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { startTestApp } from '../test-app.ts'

const statuses = async (app: Awaited<ReturnType<typeof startTestApp>>['app']) => {
  const answers = [await app.inject({ url: '/livez' }), await app.inject({ url: '/readyz' })]
  return answers.map(({ statusCode, body }) => [statusCode, body])
}

it('is alive and ready with a database and a model', async () => {
  const { app, close } = await startTestApp(createFakeProvider({ models: [aModel()] }))
  expect(await statuses(app)).toEqual([
    [200, '{"status":"alive"}'],
    [200, '{"status":"ready"}'],
  ])
  await close()
})

it('is alive but not ready without a model, or without its database', async () => {
  const empty = await startTestApp(createFakeProvider({ models: [] }))
  expect((await statuses(empty.app))[1]).toEqual([503, '{"status":"not ready"}'])
  await empty.close()

  const { app, store } = await startTestApp(createFakeProvider({ models: [aModel()] }))
  await store.close()
  expect(await statuses(app)).toEqual([
    [200, '{"status":"alive"}'],
    [503, '{"status":"not ready"}'],
  ])
  await app.close()
})
