import { checkHub as askHub, type HubSettings } from '@trialogue/catalogue'
import { type Finding, note, ok } from './finding.ts'

/** Whether models can be pulled. Everything that is on this machine works without. */
export async function checkHub(settings: HubSettings): Promise<Finding> {
  const { url, state, detail, hasToken, cacheFolder } = await askHub(settings)
  const facts = { url, state, hasToken, cacheFolder }
  if (state === 'reachable') {
    return ok(
      'Hub',
      `${url} answers; ${hasToken ? 'with' : 'without'} a token; files are kept in ${cacheFolder}`,
      {
        facts,
      },
    )
  }
  if (state === 'off')
    return note('Hub', detail, { facts, advice: 'Models in the cache can still be pulled.' })
  return note('Hub', detail, {
    facts,
    advice: 'Everything on this machine works; new models cannot be pulled.',
  })
}
