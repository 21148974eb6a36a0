import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EvaluationRecord } from './evaluation/evaluation-record.ts'
import { named } from './evaluation/probe.ts'
import { testingLog } from './testing-log.ts'
import { writeTrainingLog } from './training-log.ts'
import { writeCards } from './write-cards.ts'

const evaluation: EvaluationRecord = {
  formatVersion: 1,
  modelSha256: 'a',
  decoding: 'greedy',
  measurements: [
    named('sentiment', { correct: 17, count: 20 }),
    named('gsm8k-direct', { correct: 1, count: 100, tooLong: 12 }),
  ],
  precision: [{ id: 'sentiment', name: 'Sentiment', count: 20, single: 18, half: 17 }],
}

describe('the cards of a model', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cards-'))
    const config = { num_hidden_layers: 5, hidden_size: 192, vocab_size: 2048, max_position_embeddings: 512 }
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
    const log = { stage: 'instruct', startsFrom: 'base', startsFromTokens: 9_000_000, threads: 2 } as const
    writeTrainingLog(join(folder, 'training-log.json'), testingLog(log))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const write = (record?: EvaluationRecord) => {
    writeCards(folder, { parameterCount: 2_430_000, evaluation: record })
    return ['README.md', 'README.zh-CN.md', 'loss.svg'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    )
  }

  it('tell in both languages what it is and how long it was trained', () => {
    const [english = '', chinese = ''] = write()
    expect(english).toContain('2.43 million parameters')
    expect(english).toContain('2.5 million tokens in 5 minutes on 2 threads')
    expect(chinese).toContain('243 万参数')
    expect(chinese).toContain('5 分钟内读了 250 万个词元')
  })

  it('give every figure with its cases and its interval', () => {
    const [english = '', chinese = ''] = write(evaluation)
    expect(english).toContain('| Sentiment | 17 of 20 | 85 % | 64 % – 95 % |')
    expect(chinese).toContain('| 情感分类 | 17 / 20 | 85 % | 64 % – 95 % |')
    expect(english).toContain('12 prompts did not fit')
    expect(english).toContain('Sentiment (20) | 18 | 17 | -5.0 points |')
  })

  it('say so when nothing was measured', () => {
    const [english = '', chinese = ''] = write()
    expect(english).toContain('have not been measured yet')
    expect(chinese).toContain('尚未测量')
  })

  it('show the loss curve', () => {
    const [english, , curve] = write()
    expect(english).toContain('(loss.svg)')
    expect(curve).toContain('1.500 after 2.5 million tokens')
  })
})
