import type { ModelCardWords, RunFacts } from './model-card-words.ts'

const inMillions = (count: number) => `${(count / 1e6).toFixed(1)} million`

function repeating(resumptions: number): string {
  const times = resumptions === 1 ? 'once' : `${resumptions} times`
  const resumed = resumptions > 0 ? ` It was interrupted and resumed ${times}.` : ''
  return `Repeating the run gives a similar model, not the same weights: its length is measured in time.${resumed}`
}

function making({ origin, minutes, tokens, loss, threads, seed, resumptions }: RunFacts): string {
  const weights = origin
    ? `the weights that ${origin.name} had after ${inMillions(origin.tokens)} tokens`
    : 'random weights'
  const seen = tokens === undefined ? 'no tokens yet' : `${inMillions(tokens)} tokens`
  const workers = threads === 1 ? 'one thread' : `${threads} threads`
  const end = loss === undefined ? '' : ` Its training loss ended at ${loss.toFixed(3)} nats per token.`
  return `It started from ${weights} and saw ${seen} in ${minutes.toFixed(0)} minutes on ${workers} (seed ${seed}).${end} ${repeating(resumptions)} The whole course is in \`training-log.json\`.`
}

export const englishCard: ModelCardWords = {
  otherCard: '[中文](README.zh-CN.md)',
  purposes: {
    base: 'Continues text. It has only read documents, so an instruction is to it just another line to go on from.',
    instruct:
      'Answers one instruction: small word problems, sentiment, spam, topics, extraction, summaries, rewriting, lists, short stories.',
    dialog:
      'Takes part in a short conversation: greets, remembers what was said, checks its own sums when asked.',
  },
  model: ({ parameterCount, layerCount, hiddenSize, vocabSize, contextLength }) =>
    `A language model of ${(parameterCount / 1e6).toFixed(2)} million parameters in the Llama layout (${layerCount} layers of width ${hiddenSize}, vocabulary ${vocabSize}, context ${contextLength} tokens), stored in half precision. It exists so that a base, an instruction-tuned and a dialog-tuned model of one family can be compared on any computer.`,
  kinds: {
    title: 'The kinds',
    text: 'The three models of the family differ only in what they have read. The base model continues: after an answer it goes on with the next question of the page. The instruction-tuned model answers one instruction, bare and to the point, and stops. The dialog model talks: it greets, speaks of itself, remembers earlier turns and checks its guess when it is doubted.',
  },
  data: {
    title: 'Data',
    text: "Everything it has read was written for this project: sentences, problems and conversations with slots, by hand or with a language model's help, filled with names, things and numbers that a program draws. No text from the web or from a published data set is in it. Some numbers, names, things, request lines and two authors of word problems are kept out of training for the measurements below.",
  },
  making: { title: 'How it was made', text: making, curve: 'Training loss over the tokens seen' },
  measured: {
    title: 'What it can do, measured',
    nothing: 'These weights have not been measured yet.',
    text: (stage) => {
      const asked =
        stage === 'base'
          ? 'The tasks are shown to a base model as three examples and an open fourth one.'
          : 'The tasks are asked for in wordings that training never showed.'
      return `Greedy decoding unless said otherwise, asked exactly as the playground asks. ${asked} The intervals are Wilson's, 95 %; the counts are in \`evaluation.json\`.`
    },
  },
  limits: {
    title: 'What it cannot do',
    text: (isGsm8kMeasured) => {
      const gsm8k = isGsm8kMeasured
        ? 'GSM8K, the usual test of school arithmetic, is far outside of its world; the figure above says how far.'
        : 'GSM8K, the usual test of school arithmetic, is far outside of its world, and has not been measured for these weights.'
      return `It knows nothing about the world: only the small world of its corpus, in English. Wording far from the corpus, numbers above 199 and problems of more than four steps mostly go wrong. It should say that it does not know what lies outside, but may answer with nonsense. ${gsm8k} It is for learning how prompts work, not for answers that matter.`
    },
  },
  licence: { title: 'Licence', text: 'MIT.' },
}
