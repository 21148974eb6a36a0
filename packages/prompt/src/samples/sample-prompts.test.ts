import { modelKindSchema, promptContentSchema } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { blankContent, findVariables, planGeneration, samplePrompts } from '../index.ts'

describe('the samples', () => {
  it("open with Roger's tennis balls, asked directly, of the three Wrens", () => {
    const [first] = samplePrompts
    expect(first?.content.reasoning).toMatchObject({ strategy: 'off', trigger: null })
    expect(first?.content.columns.map(({ modelId }) => modelId)).toEqual([
      'wren-base',
      'wren-instruct',
      'wren-dialog',
    ])
    expect(
      first?.content.columns.map(({ parameters }) => [parameters.temperature, parameters.maxTokens]),
    ).toEqual(Array.from({ length: 3 }, () => [0, 128]))
  })

  it('show every type of prompt', () => {
    expect(new Set(samplePrompts.map(({ content }) => content.body.type))).toEqual(
      new Set(['text', 'data', 'chat']),
    )
  })

  describe.each(samplePrompts.map((sample) => [sample.name, sample.content] as const))('%s', (_, content) => {
    it('is valid content with a value for each of its variables and for nothing else', () => {
      expect(promptContentSchema.parse(content)).toEqual(content)
      expect(content.values.map(({ name }) => name)).toEqual(findVariables(content.body))
      expect(content.values.length).toBeGreaterThan(0)
    })

    it.each(modelKindSchema.options)('can be run on a %s model', (kind) => {
      for (const { parameters } of content.columns) {
        const plan = planGeneration({ ...content, kind, parameters })
        expect(JSON.stringify(plan.first[0].prompt)).not.toContain('{{')
      }
    })
  })

  it('start from blank content that is valid itself', () => {
    expect(promptContentSchema.parse(blankContent)).toEqual(blankContent)
  })
})
