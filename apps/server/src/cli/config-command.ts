import { describeSettings, readConfig } from '../config.ts'

/** `trialogue config`: every setting as it is now. Fails when one of them is not valid. */
export const configCommand = {
  about: 'Lists every setting: its value, whether that is the default, what it is for.',
  run(): void {
    for (const { name, value, isDefault, about } of describeSettings()) {
      console.log(`${name}=${value}${isDefault ? '  (default)' : ''}\n    ${about}`)
    }
    readConfig()
  },
}
