import type { Generation } from '@trialogue/contract'
import { openStore, type Store } from '@trialogue/store'
import { anId, aPromptContent, aRun } from '@trialogue/testing'

/** What the writer tells its parent, each time after the store has acknowledged it. */
export type Acknowledged =
  | { readonly what: 'open' }
  | { readonly what: 'version'; readonly promptId: string; readonly number: number; readonly message: string }
  | {
      readonly what: 'generation'
      readonly runId: string
      readonly answer: string
      readonly sequence: number
    }

/** Says it and waits until it is on its way, so that being killed between two writes is as likely as within one. */
function say(acknowledged: Acknowledged): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(acknowledged, () => resolve())
  })
}

async function writeVersion(store: Store, promptId: string, parentNumber: number | null): Promise<number> {
  const message = `after ${parentNumber}`
  const { version } = await store.versions.save(promptId, {
    message,
    parentNumber,
    content: aPromptContent(),
  })
  await say({ what: 'version', promptId, number: version.number, message })
  return version.number
}

async function writeRun(store: Store, number: number): Promise<void> {
  const run = aRun({ number })
  await store.runs.create(run)
  for (const [index, generation] of run.generations.entries()) {
    const answer = `${number}/${index}`
    const finished: Generation = { ...generation, status: 'completed', answer, finishedAt: run.createdAt }
    const sequence = index + 2
    await store.runs.append(run.id, {
      events: [{ sequence, event: { type: 'generation.finished', generation: finished } }],
      generations: [finished],
      run: { status: 'running', finishedAt: null },
    })
    await say({ what: 'generation', runId: anId(number), answer, sequence })
  }
}

/**
 * A process to be killed: opens the store in the data directory of its first argument, then writes versions and runs
 * for ever. Its second argument is the first number of its run ids.
 */
async function writeForEver(dataDir: string, firstNumber: number): Promise<void> {
  const store = await openStore({ dataDir })
  await say({ what: 'open' })
  const { prompt } = await store.prompts.create({ name: 'Written for ever', content: aPromptContent() })
  let latest: number | null = null
  for (let number = firstNumber; ; number += 10) {
    latest = await writeVersion(store, prompt.id, latest)
    await writeRun(store, number)
  }
}

const [dataDir = '', firstNumber = '0'] = process.argv.slice(2)
await writeForEver(dataDir, Number(firstNumber))
