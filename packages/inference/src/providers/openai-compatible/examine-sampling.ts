import type { EnginePrompt } from '@trialogue/contract'
import type { Examination, Finding } from '../../endpoints/examination.ts'

/**
 * Which of the fields that OpenAI does not have are heeded. Many servers pass over fields that they do not know: one that
 * knows a field refuses nonsense in it.
 */
export async function examineSampling(examination: Examination, prompt: EnginePrompt): Promise<Finding> {
  const { capabilities, dialect } = examination
  const topK = await heeds(examination, prompt, 'top_k', 1)
  const minP = await heeds(examination, prompt, 'min_p', 0.1)
  const repetition = await heeds(examination, prompt, 'repetition_penalty', 1)
  // llama.cpp's and Ollama's name.
  const repeat = !repetition && (await heeds(examination, prompt, 'repeat_penalty', 1))
  if (repeat) dialect.repetitionField = 'repeat_penalty'
  examination.heed('topK', topK)
  examination.heed('minP', minP)
  examination.heed('repetitionPenalty', repetition || repeat)
  const missing = ['topK', 'minP', 'repetitionPenalty'].filter((name) =>
    capabilities.unsupported.some((one) => one === name),
  )
  return {
    works: missing.length < 3,
    detail: missing.length === 0 ? '' : `Not heeded: ${missing.join(', ')}.`,
  }
}

/** Whether a field is known: something good is taken, and something that cannot be is not. */
async function heeds(
  examination: Examination,
  prompt: EnginePrompt,
  field: string,
  value: unknown,
): Promise<boolean> {
  const { path, body } = examination.plan(prompt)
  const { stream_options: _, ...rest } = body
  const whole = { ...rest, stream: false }
  if (!(await examination.takes(path, { ...whole, [field]: value }))) return false
  return !(await examination.takes(path, { ...whole, [field]: { no: 'sense' } }))
}
