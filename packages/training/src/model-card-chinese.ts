import type { ModelCardWords, RunFacts } from './model-card-words.ts'

const inTenThousands = (count: number) => `${(count / 1e4).toFixed(0)} 万`

function making({ origin, minutes, tokens, loss, threads, seed, resumptions }: RunFacts): string {
  const weights = origin ? ` ${origin.name} 读过 ${inTenThousands(origin.tokens)}个词元时的权重` : '随机权重'
  const seen = tokens === undefined ? '0 个词元' : `${inTenThousands(tokens)}个词元`
  const end = loss === undefined ? '' : `训练损失最终为每词元 ${loss.toFixed(3)} nat。`
  const resumed = resumptions > 0 ? `训练曾中断并恢复 ${resumptions} 次。` : ''
  return `训练从${weights}开始，用 ${threads} 个线程在 ${minutes.toFixed(0)} 分钟内读了 ${seen}（随机种子 ${seed}）。${end}重复训练会得到相近的模型，而不是相同的权重，因为训练长度按时间计算。${resumed}完整过程见 \`training-log.json\`。`
}

export const chineseCard: ModelCardWords = {
  otherCard: '[English](README.md)',
  purposes: {
    base: '续写文本。它只读过文档，因此指令对它来说只是又一行可以接着写下去的文字。',
    instruct:
      '回答一条指令：简单应用题、情感分类、垃圾信息识别、主题分类、信息提取、摘要、改写、列举、小故事。',
    dialog: '参与简短的对话：打招呼，记住说过的话，受到质疑时检查自己的计算。',
  },
  model: ({ parameterCount, layerCount, hiddenSize, vocabSize, contextLength }) =>
    `这是一个有 ${inTenThousands(parameterCount)}参数的语言模型，采用 Llama 结构（${layerCount} 层，宽度 ${hiddenSize}，词表 ${vocabSize}，上下文 ${contextLength} 个词元），以半精度存储。它的用途是让同一家族的基础模型、指令模型和对话模型能在任何电脑上并排比较。`,
  kinds: {
    title: '三种模型',
    text: '同一家族的三个模型只在读过的内容上不同。基础模型只会续写：写完答案之后，它会接着写页面上的下一个问题。指令模型只回答一条指令，简短直接，然后停下。对话模型会交谈：打招呼、谈论自己、记住前面的话，并在受到质疑时检查自己的猜测。',
  },
  data: {
    title: '数据',
    text: '它读过的一切都是为本项目写的：带有空位的句子、应用题和对话，由人手写或借助语言模型写成，再由程序填入人名、物品和数字。其中没有来自网络或已发布数据集的文本。一部分数字、人名、物品、指令措辞以及两位应用题作者的全部题目不用于训练，只用于下面的测量。',
  },
  making: { title: '训练', text: making, curve: '训练损失随已读词元的变化' },
  measured: {
    title: '测量结果',
    nothing: '这些权重尚未测量。',
    text: (stage) => {
      const asked =
        stage === 'base'
          ? '对基础模型，任务以三个示例加一个待续的题目给出。'
          : '任务的措辞在训练中从未出现过。'
      return `除另有说明外均为贪心解码，提问方式与实际产品完全相同。${asked}区间为 95 % Wilson 区间；各项计数见 \`evaluation.json\`。`
    },
  },
  limits: {
    title: '局限',
    text: (isGsm8kMeasured) => {
      const gsm8k = isGsm8kMeasured
        ? '常用的小学数学测试 GSM8K 远在它的小世界之外，上面的数字说明了差距。'
        : '常用的小学数学测试 GSM8K 远在它的小世界之外；这些权重尚未在该测试上测量。'
      return `它对世界一无所知，只知道语料中的小世界，而且只懂英语。与语料相差很远的措辞、大于 199 的数字以及超过四步的应用题大多会出错。对这个小世界之外的问题，它应当回答不知道，但也可能胡言乱语。${gsm8k}它用来学习提示词如何起作用，不能用于任何重要的判断。`
    },
  },
  licence: { title: '许可证', text: 'MIT。' },
}
