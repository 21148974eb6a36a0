import { type Endpoint, routes } from '@trialogue/contract'
import { type Finding, note, ok } from './finding.ts'

const ANSWER_MS = 2_000

/**
 * Each server that is connected, as a running Trialogue knows it: whether it was reached and took the key when it was
 * tested or asked last. The keys lie in the database of that Trialogue; where none runs, nothing is told.
 */
export async function checkEndpoints(address: string): Promise<Finding[]> {
  return (await readEndpoints(address)).map(describe)
}

async function readEndpoints(address: string): Promise<readonly Endpoint[]> {
  const { path, response } = routes.listEndpoints
  try {
    const answer = await fetch(`${address}${path}`, { signal: AbortSignal.timeout(ANSWER_MS) })
    return response.parse(await answer.json()).items
  } catch {
    return []
  }
}

function describe({ name, urls, models, keyHint, lastTest, addresses }: Endpoint): Finding {
  const subject = `endpoint:${name}`
  const where = urls.join(', ')
  const key = keyHint === null ? 'without a key' : `with the key that ends in ${keyHint}`
  const down = addresses.filter(({ state }) => state === 'down')
  const broken = lastTest?.checks.find(({ outcome }) => outcome === 'failed')
  const facts = {
    urls,
    models: models.length,
    hasKey: keyHint !== null,
    testedAt: lastTest?.testedAt ?? null,
  }
  if (down.length > 0) {
    const why = down.map(({ url, error }) => `${url} (${error?.message ?? 'no reason given'})`).join('; ')
    const advice = 'Start the server there, or correct its address on the models page.'
    return note(subject, `${down.length} of ${urls.length} addresses are down: ${why}`, { facts, advice })
  }
  if (lastTest === null) {
    const advice = 'Press Test on the models page: it finds out what the server can do.'
    return note(subject, `${where}, ${key}: never tested`, { facts, advice })
  }
  if (broken !== undefined) {
    const advice = 'Correct its address or its key on the models page, and press Test there.'
    return note(subject, `${where}, ${key}: its last test failed at ${broken.id}. ${broken.detail}`, {
      facts,
      advice,
    })
  }
  const count = `${models.length} ${models.length === 1 ? 'model' : 'models'}`
  const testedAt = new Date(lastTest.testedAt).toISOString()
  return ok(subject, `${where} was reached ${key} when it was tested at ${testedAt}: ${count}`, { facts })
}
