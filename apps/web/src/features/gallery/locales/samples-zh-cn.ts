import type { Texts } from '../../../lib/i18n.ts'
import type { samplesEn } from './samples-en.ts'

/** What each sample is called and what it teaches, in Chinese. */
export const samplesZhCN: Texts<typeof samplesEn> = {
  'review-told': {
    title: '用指令判断情感',
    lesson: '在请求中写明有哪些标签。指令模型只回答标签，对话模型会说成一句话。',
  },
  'spam-told': {
    title: '是不是垃圾信息',
    lesson: '如果一个标签包含另一个标签，先读完整个回答，再判断是否匹配。',
  },
  'past-tense': {
    title: '改写成过去时',
    lesson: '先写任务，再让原文单独占一行，模型就不会把两者混在一起。',
  },
  'list-of-three': {
    title: '列出三项',
    lesson: '请求中的数字和复数名词决定了回答的形式。试试换成 colors 或 animals。',
  },
  'plain-sum': {
    title: '一道简单的算式',
    lesson: '换几个数字，在词元视图中看看模型对每一位数字有多大把握。',
  },
  'person-facts': {
    title: '把事实填进字段',
    lesson: '逐个点名要哪些字段，就能得到程序可以读取的几行文字。',
  },
  'person-summary': {
    title: '三句并成一句',
    lesson: '写明摘要有多长。模型会保留姓名、职业和城市，略去爱好。',
  },
  'passage-question': {
    title: '根据短文回答',
    lesson: '先短文，后问题，各自以标签词开头。答案是读出来的，不是记住的。',
  },
  'passage-open-end': {
    title: '同样的问题交给基座模型',
    lesson: '写一页文字，恰好断在答案的位置。停止序列让它写完这一行就结束。',
  },
  'one-example': {
    title: '只给一个示例',
    lesson: '一行示例就能让基座模型看懂回答的形式。停止序列防止它继续编造更多行。',
  },
  'review-examples': {
    title: '四个示例加一条指令',
    lesson: '同一张表交给三类模型。看看它们各自真正读到的是什么。',
  },
  'spam-examples': {
    title: '用示例识别垃圾信息',
    lesson: '没有任何指令：两种标签的示例本身就定义了任务。',
  },
  'plural-examples': {
    title: '没有说出来的规则',
    lesson: '三对词足以让模型看出规则。换成另一种规则，看看它在哪里失灵。',
  },
  'summary-examples': {
    title: '同一种格式的摘要',
    lesson: '示例比任何描述都更能固定格式：第三条摘要的写法与前两条一样。',
  },
  'story-beginning': {
    title: '故事怎样继续',
    lesson: '基座模型不需要请求。提高温度并多取几个样本，看看故事还会怎样发展。',
  },
  'open-list': {
    title: '没有写完的列表',
    lesson: '以“3.”结尾，最可能的下文就是第三项。提示词的形式就是指令。',
  },
  'dialog-script': {
    title: '基座模型扮演角色',
    lesson: '把提示词写成剧本，基座模型也会对话。聊天模板做的正是这件事。',
  },
  'question-frame': {
    title: '问答框架',
    lesson: '放在“Q:”和“A:”之间，基座模型就会作答，无论对错。去掉停止序列，它会继续自问自答。',
  },
  'asked-directly': {
    title: '直接提问',
    lesson: '一口气走两步，对小模型来说太难了，它只能猜。再打开思维链试试。',
  },
  'step-by-step': {
    title: '让我们一步一步地想',
    lesson: '在回答之前加上五个英文单词，同样的模型就能答对同一道题。这些模型只懂英文，所以触发语也是英文。',
  },
  'direct-or-steps': {
    title: '直接回答与逐步推理对照',
    lesson: '同一个模型放在两列，只有提示词的结尾不同：第一列答错，第二列答对。',
  },
  'base-step-by-step': {
    title: '基座模型也能推理',
    lesson: '触发语写在“A:”之后，成为它自己回答的开头，因为它只会续写，不会听从。',
  },
  'other-trigger': {
    title: '换一种说法',
    lesson: '从菜单中选另一句触发语并比较。对这些模型来说，只写“First,”是不够的。',
  },
  'worked-steps': {
    title: '带解题步骤的示例',
    lesson: '少样本思维链：示例写出步骤，模型也学会写出自己的步骤。',
  },
  'bare-or-worked': {
    title: '只有答案与带步骤对照',
    lesson: '同样的两个示例。只给数字时模型猜一个数字，给出步骤时它会计算。',
  },
  'plan-first': {
    title: '先计划，再求解',
    lesson: '要求先写计划，再写步骤。这些模型会跳过计划直接计算，更大的模型则会写出来。',
  },
  'many-chains': {
    title: '五条思维链投票',
    lesson: '自洽性：抽取多条思维链，统计答案，保留出现最多的那个。',
  },
  'likely-branches': {
    title: '不提要求也能推理',
    lesson: 'CoT 解码不改动提示词，而是从其他首个词元继续写下去，保留把握最大的答案。',
  },
  'remembered-name': {
    title: '我叫什么名字？',
    lesson: '最后一问的答案在第一轮里。删掉第一轮，看看模型会编出什么。',
  },
  'remembered-color': {
    title: '前面说过的事',
    lesson: '模型并没有记忆，它每次都会重读整段对话，所以它该知道的事必须写在里面。',
  },
  'are-you-sure': {
    title: '你确定吗？',
    lesson: '对话中有一个错误答案。表示怀疑并要求写出步骤，模型就会检查并改正。',
  },
  'explain-afterwards': {
    title: '事后解释',
    lesson: '写在答案之后的步骤只能解释，不能再改进答案。与先写步骤的做法比较一下。',
  },
  'who-are-you': {
    title: '你是谁？',
    lesson: '模型对自己的描述是训练时写进去的，并不是对内部的观察。',
  },
  mood: {
    title: '回答的语气',
    lesson: '把 bad 换成 great：你的一个词就会改变回复的语气。',
  },
}
