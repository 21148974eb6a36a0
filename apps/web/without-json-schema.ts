import type { Plugin } from 'vite'

const files = /zod[\\/]v4[\\/]core[\\/](?:json-schema-processors|to-json-schema)\.js$/

/**
 * Leaves out of the page what Zod needs to write schemas down as JSON Schema: only the server does that, and it is a
 * fifth of Zod. The names stay, since Zod refers to them; calling one is an error.
 */
export function withoutJsonSchema(): Plugin {
  return {
    name: 'trialogue:without-json-schema',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!files.test(id)) return null
      const names = Array.from(code.matchAll(/^export (?:const|function|class) (\w+)/gm), ([, name]) => name)
      if (names.length === 0) throw new Error(`${id} has other exports than expected.`)
      return {
        code: `const missing = () => { throw new Error('The page cannot write JSON Schema.') }
export { ${names.map((name) => `missing as ${name}`).join(', ')} }`,
        map: null,
      }
    },
  }
}
