/** What a measurement is called in the cards, in both of their languages. */
type MeasurementName = { readonly english: string; readonly chinese: string }

type NameGroup = MeasurementName & {
  readonly id: 'problems' | 'authors' | 'examples' | 'votes' | 'tasks' | 'dialogs' | 'kinds' | 'gsm8k'
  readonly names: Readonly<Record<string, MeasurementName>>
}

const name = (english: string, chinese: string): MeasurementName => ({ english, chinese })

/** One name for each of 1 to 4 steps; the number of steps ends the id. */
function bySteps(id: string, english: string, chinese: string): Record<string, MeasurementName> {
  const names = [1, 2, 3, 4].map((steps): [string, MeasurementName] => [
    `${id}-${steps}`,
    name(`${steps} step${steps > 1 ? 's' : ''}, ${english}`, `${steps} 步，${chinese}`),
  ])
  return Object.fromEntries(names)
}

/** Every measurement that there is, in the order and under the headings of the model cards. */
export const nameGroups: readonly NameGroup[] = [
  {
    id: 'problems',
    ...name('Word problems: unseen numbers, names and things', '应用题：未见过的数字、人名与物品'),
    names: {
      ...bySteps('direct', 'direct', '直接作答'),
      ...bySteps('zero-shot', 'step by step', '逐步推理'),
      arithmetic: name('Sums such as 23 + 14, direct', '算式（如 23 + 14），直接作答'),
    },
  },
  {
    id: 'authors',
    ...name(
      'Word problems in the words of authors never read in training',
      '应用题：训练中从未读过的作者的措辞',
    ),
    names: {
      'authors-direct': name('all, direct', '全部，直接作答'),
      ...bySteps('authors-direct', 'direct', '直接作答'),
      'authors-zero-shot': name('all, step by step', '全部，逐步推理'),
      ...bySteps('authors-zero-shot', 'step by step', '逐步推理'),
      'new-wording-direct': name('24 problems by hand, direct', '手写的 24 题，直接作答'),
      'new-wording-zero-shot': name('24 problems by hand, step by step', '手写的 24 题，逐步推理'),
    },
  },
  {
    id: 'examples',
    ...name('Two examples in front of the problem', '题前给两个示例'),
    names: {
      'examples-direct-2': name('2 steps, direct examples', '2 步，直接作答的示例'),
      'examples-worked-2': name('2 steps, worked examples', '2 步，带推理的示例'),
      'examples-direct-3': name('3 steps, direct examples', '3 步，直接作答的示例'),
      'examples-worked-3': name('3 steps, worked examples', '3 步，带推理的示例'),
    },
  },
  {
    id: 'votes',
    ...name('Self-consistency, problems of 2 and 3 steps', '自洽性：2 步与 3 步的应用题'),
    names: {
      'vote-greedy': name('step by step, greedy', '逐步推理，贪心解码'),
      'vote-majority': name('majority of 5 samples, temperature 0.7', '5 次采样取多数，温度 0.7'),
    },
  },
  {
    id: 'tasks',
    ...name('Instruction tasks in wordings never read in training', '指令任务：训练中从未读过的措辞'),
    names: {
      sentiment: name('Sentiment', '情感分类'),
      spam: name('Spam', '垃圾信息识别'),
      topic: name('Topic', '主题分类'),
      question: name('Question about a text', '阅读问答'),
      summary: name('Summary', '摘要'),
      keywords: name('Keywords', '关键词'),
      names: name('Names of people', '人名提取'),
      past: name('Past tense', '改写为过去时'),
      list: name('List', '列举'),
      story: name('Story', '写故事'),
      refusal: name('Refuses what lies outside its world', '拒绝超出其小世界的请求'),
      'no-refusal': name('Does not refuse ordinary tasks', '不误拒普通任务'),
    },
  },
  {
    id: 'dialogs',
    ...name('Conversation', '对话'),
    names: {
      'recall-name': name('Recalls an unseen name at the sixth turn', '第六轮回忆未见过的人名'),
      'recall-favourite': name('Recalls a favourite at the sixth turn', '第六轮回忆用户的喜好'),
      'recall-number': name('Recalls a number at the sixth turn', '第六轮回忆用户说过的数字'),
      'self-correction': name(
        'Corrects a wrong answer when doubted, 2 steps',
        '受到质疑后改正错误答案，2 步',
      ),
    },
  },
  {
    id: 'kinds',
    ...name('Kinds told apart by their outputs alone', '仅凭输出分辨模型类型'),
    names: {
      'kind-own': name("this model's outputs", '本模型的输出'),
      'kind-all': name('outputs of all three kinds', '三种模型的全部输出'),
    },
  },
  {
    id: 'gsm8k',
    ...name('GSM8K, test split', 'GSM8K 测试集'),
    names: {
      'gsm8k-direct': name('direct', '直接作答'),
      'gsm8k-zero-shot': name('step by step', '逐步推理'),
    },
  },
]

/** The English name with its heading: stands in evaluation.json. Throws RangeError for an id that nobody named. */
export function measurementName(id: string): string {
  for (const { english, names } of nameGroups) {
    const named = names[id]
    if (named) return `${english}: ${named.english}`
  }
  throw new RangeError(`The measurement "${id}" has no name.`)
}
