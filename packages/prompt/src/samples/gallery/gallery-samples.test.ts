import { modelKindSchema, promptContentSchema } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { findAllVariables, gallerySamples, galleryTopics, planGeneration } from '../../index.ts'

describe('the gallery', () => {
  it('has samples for every topic and kind of model, each under a name of its own', () => {
    expect(gallerySamples.length).toBeGreaterThanOrEqual(20)
    expect(new Set(gallerySamples.map(({ id }) => id)).size).toBe(gallerySamples.length)
    expect(new Set(gallerySamples.map(({ topic }) => topic))).toEqual(new Set(galleryTopics))
    expect(new Set(gallerySamples.flatMap(({ kinds }) => kinds))).toEqual(new Set(modelKindSchema.options))
    const tags = new Set(gallerySamples.flatMap((sample) => sample.tags))
    for (const tag of ['zero-shot', 'one-shot', 'few-shot', 'self-consistency', 'limit'] as const)
      expect(tags).toContain(tag)
  })

  it('is in the order of its topics', () => {
    const places = gallerySamples.map(({ topic }) => galleryTopics.indexOf(topic))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
  })

  describe.each(gallerySamples.map((sample) => [sample.id, sample] as const))('%s', (_, sample) => {
    const { content, kinds, expectations } = sample

    it('is valid content with a value for each of its variables and for nothing else', () => {
      expect(promptContentSchema.parse(content)).toEqual(content)
      expect(content.values.length).toBeGreaterThan(0)
      expect(content.values.map(({ name }) => name).toSorted()).toEqual(
        findAllVariables(content.body).toSorted(),
      )
    })

    it('expects something of every kind that it is made for, and of no other', () => {
      const expected = expectations.map(
        ({ columnId }) => content.columns.find(({ id }) => id === columnId)?.modelId,
      )
      expect(new Set(expected)).toEqual(new Set(kinds.map((kind) => `wren-${kind}`)))
    })

    it('can be run in each of its columns', () => {
      for (const { modelId, parameters, body } of content.columns) {
        const kind = modelKindSchema.parse(modelId.replace('wren-', ''))
        const plan = planGeneration({ ...content, body: body ?? content.body, kind, parameters })
        expect(JSON.stringify(plan.first[0].prompt)).not.toContain('{{')
      }
    })
  })
})
