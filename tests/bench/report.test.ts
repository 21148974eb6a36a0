import { expect, it } from 'vitest'
import { bytesPerStep, peers, trialogue } from './competitors/contestants.ts'
import { createMeasures, fullLengths } from './measures.ts'
import { smolShape } from './model/model-shape.ts'
import { type Report, renderReport } from './report.ts'
import type { Performance } from './run-stage.ts'

const measures = createMeasures(fullLengths)
const contestants = [trialogue, ...peers]

function aPerformance(contestant: Performance['contestant'], speed: number): Performance {
  return {
    contestant,
    title: contestant,
    facts: {},
    figures: {
      'decode-short': [speed, 2 * speed, 3 * speed],
      'edit-warm': [300 / speed, 150 / speed, 100 / speed],
    },
    residentBytes: 100e6 * speed,
    agreement: { equal: 30, total: 32 },
  }
}

const report: Report = {
  formatVersion: 1,
  startedAt: '2026-01-01T00:00:00.000Z',
  isQuick: false,
  machine: {
    name: 'box',
    cpu: 'CPU',
    cores: 2,
    memoryBytes: 8 * 2 ** 30,
    system: 'linux',
    node: 'v24',
    loadBefore: 0.1,
  },
  rounds: 3,
  shape: smolShape,
  versions: { 'onnxruntime-node': '1.30.0' },
  stages: [
    {
      precision: 'q8',
      modelCount: 1,
      threadsPerModel: 2,
      bytesPerSecond: [10e9, 20e9, 30e9],
      performances: [aPerformance('trialogue', 30), aPerformance('llama-cpp', 20)],
    },
  ],
}

it('shows medians, extremes, ratios, memory and the share of the bandwidth', () => {
  const lines = renderReport(report, measures, contestants).split('\n')
  const row = (start: string) => lines.find((line) => line.startsWith(`| ${start}`))
  expect(row('Decode at 128')).toBe(
    '| Decode at 128 tokens of context (tokens/s) | 60.0 (30.0–90.0) | 40.0 (20.0–60.0) | 1.50× |',
  )
  // Fewer milliseconds are better: the ratio is turned round.
  expect(row('First token after an edit')).toContain('| 5.00 (3.33–10.0) | 7.50 (5.00–15.0) | 1.50× |')
  expect(row('Memory')).toBe('| Memory (MB) | 3000 | 2000 | 0.667× |')
  // 158.3 and 146.4 MB a step: 30 and 20 of them in a second that had 10 GB.
  expect(lines).toContain('| Decode at 128 tokens of context | 47 % | 29 % |')
  expect(lines).toContain("Greedy tokens equal to llama-cpp's: 30 of 32.")
})

it('leaves out what was not measured', () => {
  const text = renderReport(report, measures, contestants)
  expect(text).not.toContain('Read a prompt')
  expect(text).not.toContain('NaN')
})

it('knows what a decode step reads', () => {
  const fp32 = bytesPerStep(trialogue, smolShape, { precision: 'fp32', sequences: 1, context: 0 })
  expect(fp32).toBe(134_479_872 * 4)
  const cached = bytesPerStep(trialogue, smolShape, { precision: 'fp32', sequences: 8, context: 1000 }) - fp32
  // Keys and values of 30 layers, 3 heads of 64 numbers each, in single precision.
  expect(cached).toBe(8 * 1000 * 2 * 30 * 3 * 64 * 4)
})
