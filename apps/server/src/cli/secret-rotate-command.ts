import { AppError } from '@trialogue/contract'
import { openStore } from '@trialogue/store'
import { readConfig } from '../config.ts'
import { readSecrets } from '../secrets.ts'

/** `trialogue secret rotate`: seals every key with the newest secret. The server must not run. Ends with 1 where a key is lost. */
export const secretRotateCommand = {
  about: 'Makes a new secret, or takes the newest given one, and seals all keys of endpoints with it.',
  async run(args: readonly string[]): Promise<void> {
    if (args.length > 0) throw new AppError('INVALID_REQUEST', 'trialogue secret rotate takes no arguments.')
    const config = readConfig()
    const secrets = await readSecrets(config)
    const store = await openStore({ dataDir: config.dataDir, secrets })
    try {
      const { sealed, unreadable } = await store.endpoints.rotateSecret()
      console.log(`${sealed} ${sealed === 1 ? 'key is' : 'keys are'} sealed with the newest secret.`)
      if (secrets.length > 1) console.log('The older ones can be taken out of the settings now.')
      if (unreadable.length === 0) return
      console.error(
        `The keys of ${unreadable.join(', ')} cannot be opened with any secret at hand. ` +
          'Add the one that they were sealed with, or enter them again.',
      )
      process.exitCode = 1
    } finally {
      await store.close()
    }
  },
}
