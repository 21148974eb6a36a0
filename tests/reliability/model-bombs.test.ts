import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { verifyModel } from '@trialogue/catalogue'
import type { ModelPrompt } from '@trialogue/contract'
import { createEngine, createOnnxProvider, type Engine } from '@trialogue/inference'
import { fillTemplate } from '@trialogue/prompt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { percentile } from '../bench/statistics.ts'
import { copyModel } from './copied-model.ts'
import { printFigure } from './print-figure.ts'

const nestedLoops =
  '{% for a in range(100000) %}{% for b in range(100000) %}{{ messages[0].content }}{% endfor %}{% endfor %}'

let root = ''
let engine: Engine
let ids: string[] = []
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'trialogue-bombs-'))
  const looping = await copyModel(root, 'looping', 'dialog', (folder) =>
    writeFileSync(join(folder, 'chat_template.jinja'), nestedLoops),
  )
  const backtracking = await copyModel(root, 'backtracking', 'dialog', (folder) => {
    const path = join(folder, 'tokenizer.json')
    const split = { type: 'Split', pattern: { Regex: '(a+)+$' }, behavior: 'Isolated', invert: false }
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), pre_tokenizer: split }))
  })
  const models = [looping, backtracking]
  engine = createEngine({ providers: [createOnnxProvider({ models, verify: verifyModel })] })
  ids = models.map(({ manifest }) => manifest.id)
  // Loaded, but not asked for anything that explodes yet.
  await Promise.all(ids.map((id) => engine.inspect(id, { form: 'text', text: 'Hi' })))
})
afterAll(async () => {
  await engine.dispose()
  rmSync(root, { recursive: true })
})

/**
 * What becomes of a prompt, how long that takes, how long this process stood still meanwhile, and how long another
 * model needed for an answer.
 */
async function explode(modelId: string, prompt: ModelPrompt) {
  const other = ids.find((id) => id !== modelId) ?? ''
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const startedAt = performance.now()
  let isOver = false
  const exploding = engine
    .inspect(modelId, prompt)
    .then(
      () => 'no error',
      (thrown: unknown) =>
        thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown),
    )
    .finally(() => {
      isOver = true
    })
  const otherMs: number[] = []
  while (!isOver) {
    const askedAt = performance.now()
    await engine.inspect(other, { form: 'text', text: 'Hi' })
    otherMs.push(performance.now() - askedAt)
  }
  const outcome = await exploding
  const tookMs = performance.now() - startedAt
  delay.disable()
  return { outcome, tookMs, stalledMs: delay.max / 1e6, otherMs }
}

describe('what a model brings along and never ends', () => {
  it.each<[string, string, ModelPrompt, string]>([
    [
      'a template of nested loops',
      'looping',
      { form: 'chat', messages: [{ role: 'user', content: 'Hi' }], assistantPrefix: '' },
      'CHAT_TEMPLATE_FAILED',
    ],
    [
      "a tokenizer's pattern that tries everything",
      'backtracking',
      { form: 'text', text: `${'a'.repeat(50_000)}b` },
      'GENERATION_FAILED',
    ],
  ])('is stopped: %s', async (what, modelId, prompt, code) => {
    const { outcome, tookMs, stalledMs, otherMs } = await explode(modelId, prompt)
    printFigure(
      `R14, ${what}`,
      `${outcome} after ${(tookMs / 1000).toFixed(1)} s (wanted: 2.5), the server's process waited ` +
        `${stalledMs.toFixed(0)} ms at most, another model answered ${otherMs.length} times within ` +
        `${percentile(otherMs, 0.99).toFixed(0)} ms (p99)`,
    )
    expect(outcome).toBe(code)
    // Loose, for machines that do something else as well.
    expect(tookMs).toBeLessThan(8_000)
    expect(percentile(otherMs, 0.99)).toBeLessThan(1_000)
    // The process lives on and serves the next.
    const next = await engine.inspect(modelId, { form: 'text', text: 'Hi' })
    expect(next.tokens.length).toBeGreaterThan(0)
  })
})

it('fills a megabyte of template with twenty thousand variables in no time', () => {
  const template = `${'words '.repeat(7)}{{name}} `.repeat(20_000)
  const startedAt = performance.now()
  const filled = fillTemplate(template, [{ name: 'name', value: '{{name}}' }])
  const tookMs = performance.now() - startedAt
  printFigure('R14, 1 MB of template', `${tookMs.toFixed(0)} ms (wanted: 50)`)
  expect(template.length).toBeGreaterThan(1_000_000)
  // What is filled in is not filled again.
  expect(filled).toBe(template)
})
