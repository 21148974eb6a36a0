import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { findBundledModels } from '@trialogue/catalogue'
import {
  defaultParameters,
  type Generation,
  modelKindSchema,
  type Reasoning,
  reasoningSchema,
} from '@trialogue/contract'
import { createOnnxProvider } from '@trialogue/inference'
import { blankContent, type CodeInput, type CodeLanguage, codeLanguages, writeCode } from '@trialogue/prompt'
import { aPromptBody, aRunRequest, aVariant } from '@trialogue/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'
import { createRun, getRun, readEvents } from '../test-runs.ts'

const languages = Object.keys(codeLanguages) as CodeLanguage[]
const isThere = (command: string, ...args: string[]) => {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const hasPython = isThere('python3', '--version')
const hasCurl = isThere('curl', '--version')

/** What runs the code of a language; null where this machine has not got it: those tests are skipped. */
const programs: Readonly<Record<CodeLanguage, { command: string; file: string } | null>> = {
  curl: hasCurl && isThere('jq', '--version') ? { command: 'sh', file: 'code.sh' } : null,
  'typescript-fetch': { command: process.execPath, file: 'code.mts' },
  'typescript-openai': { command: process.execPath, file: 'code.mts' },
  python: hasPython ? { command: 'python3', file: 'code.py' } : null,
  'python-openai':
    hasPython && isThere('python3', '-c', 'import openai') ? { command: 'python3', file: 'code.py' } : null,
}

/** A test for each language; where its program is missing, the test is shown as skipped. */
function eachLanguage(name: string, test: (language: CodeLanguage) => Promise<void>): void {
  for (const language of languages) {
    it.skipIf(programs[language] === null)(`${name}: ${language}`, () => test(language))
  }
}

/** Runs code as somebody who has copied it into a file of a project that has the package `openai`. */
async function run(language: CodeLanguage, code: string): Promise<string> {
  const program = programs[language]
  if (program === null) throw new Error(`${language} cannot be run here.`)
  const folder = mkdtempSync(join(tmpdir(), 'trialogue-code-'))
  try {
    symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, program.file), code)
    const env = { PATH: process.env['PATH'], TRIALOGUE_KEY: 'any', PYTHONIOENCODING: 'utf-8' }
    const child = spawn(program.command, [program.file], { cwd: folder, env })
    const [said, complaint] = [child.stdout, child.stderr].map((stream) =>
      stream.setEncoding('utf8').toArray(),
    )
    const [exitCode] = await once(child, 'close')
    if (exitCode !== 0) throw new Error(`${language}: ${(await complaint)?.join('')}\n${code}`)
    return ((await said) ?? []).join('')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The texts of the choices; curl shows the whole answer. */
function readTexts(language: CodeLanguage, output: string): string {
  if (language !== 'curl' || !output.startsWith('{')) return output
  const { choices } = JSON.parse(output)
  return `${choices.map((choice: { text?: string; message?: { content: string } }) => choice.text ?? choice.message?.content).join('\n')}\n`
}

describe('what is sent', () => {
  let server: Server
  let bodies: unknown[] = []
  beforeAll(async () => {
    const choice = { index: 0, text: 'So \n', message: { role: 'assistant', content: 'So \n' } }
    server = createServer(async (request, response) => {
      bodies.push(await json(request))
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ choices: [choice] }))
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
  })
  afterAll(() => server.close())

  async function send(language: CodeLanguage, input: CodeInput): Promise<unknown[]> {
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    bodies = []
    await run(language, writeCode(language, input, `http://127.0.0.1:${port}/v1`).code)
    return bodies
  }

  const odd =
    `It's "odd": \`x\` $HOME \${x} $(id) \\ \\n \\' {{y}} %s #{z} //c """ ''' \r\n\t<<JSON\nJSON\nEOF\n` +
    '你好，世界 👍🏽 é \u2028 \u202e \ufeff \0 \u007f \u0085 end"'
  const input: CodeInput = {
    modelId: 'wren-base',
    kind: 'base',
    heedsThinking: false,
    body: { ...blankContent.body, completionFrame: 'plain', text: { template: '{{odd}}' } },
    values: [{ name: 'odd', value: odd }],
    reasoning: reasoningSchema.parse({ strategy: 'zero-shot', trigger: '', extractionTrigger: `So, ${odd}` }),
    parameters: { ...defaultParameters, stop: [odd.slice(0, 40), '\n'], topK: 5, exact: true },
    samples: 1,
  }

  eachLanguage('is the same text whatever is in it', async (language) => {
    const settings = { temperature: 0, top_k: 5, exact: true, stop: [odd.slice(0, 40), '\n'] }
    expect(await send(language, input)).toEqual([
      { model: 'wren-base', prompt: odd, max_tokens: 128, ...settings },
      { model: 'wren-base', prompt: `${odd}So So, ${odd}`, max_tokens: 32, ...settings },
    ])
    const messages = [{ role: 'user', content: odd }]
    const chat = { ...settings, model: 'wren-dialog' }
    expect(await send(language, { ...input, modelId: 'wren-dialog', kind: 'dialog' })).toEqual([
      { ...chat, messages, max_completion_tokens: 128 },
      {
        ...chat,
        messages: [...messages, { role: 'assistant', content: `So So, ${odd}` }],
        max_completion_tokens: 32,
        continue_final_message: true,
        add_generation_prompt: false,
      },
    ])
  })
})

describe('what comes back', () => {
  let current: TestApp
  let baseUrl = ''
  beforeAll(async () => {
    const models = await findBundledModels()
    current = await startTestApp(createOnnxProvider({ models, verify: async () => {} }))
    baseUrl = `${await current.app.listen({ port: 0, host: '127.0.0.1' })}/v1`
  })
  afterAll(() => current.close())

  const values = [
    { name: 'balls', value: '5' },
    { name: 'cans', value: '2' },
    { name: 'perCan', value: '3' },
  ]
  const parameters = {
    ...defaultParameters,
    temperature: 0.8,
    topK: 40,
    maxTokens: 24,
    seed: 11,
    exact: true,
  }

  async function generate(input: CodeInput): Promise<Generation[]> {
    const { modelId, body, reasoning, samples } = input
    const variants = [aVariant({ id: 'only', modelId, parameters: input.parameters, reasoning })]
    const made = await createRun(
      current.app,
      aRunRequest({ body, variants, items: [{ values, reference: null }], samples }),
    )
    await readEvents(current.app, made.id)
    return (await getRun(current.app, made.id)).generations
  }

  const cases = modelKindSchema.options.flatMap((kind) =>
    (['off', 'zero-shot'] as const).map((strategy) => [kind, strategy] as const),
  )
  describe.each(cases)('from a %s model, chain-of-thought %s', (kind, strategy) => {
    const reasoning: Reasoning = reasoningSchema.parse({ strategy, answerMaxTokens: 8 })
    const input: CodeInput = {
      modelId: `wren-${kind}`,
      kind,
      heedsThinking: false,
      body: aPromptBody({ system: 'Answer in one line.' }),
      values,
      reasoning,
      parameters,
      samples: strategy === 'off' ? 2 : 1,
    }
    let expected = ''
    beforeAll(async () => {
      const generations = await generate(input)
      expect(generations.map(({ status }) => status)).not.toContain('failed')
      expected = generations.flatMap(({ steps }) => steps.map(({ text }) => `${text}\n`)).join('')
    })

    eachLanguage('is what the playground wrote', async (language) => {
      const { code } = writeCode(language, input, baseUrl)
      const output = readTexts(language, await run(language, code))
      // jq and the shell drop blanks at the end of the reasoning; nothing else may differ.
      const trimmed = (text: string) => (language === 'curl' ? text.replaceAll(/[^\S\n]+$/gm, '') : text)
      expect(trimmed(output)).toBe(trimmed(expected))
    })
  })
})
