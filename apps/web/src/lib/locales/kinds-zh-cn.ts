import type { Texts } from '../i18n.ts'
import type { kindsEn } from './kinds-en.ts'

/** What each kind of model does, and how to prompt it, in Chinese. */
export const kindsZhCN: Texts<typeof kindsEn> = {
  how: '怎样写提示词',
  example: '例如',
  base: {
    does: '基座模型只会把文本接着写下去，并不知道有人在提问。',
    how: '写一段文本的开头，让答案成为最自然的下文：几个格式相同的示例，最后一个留着不写完。它不知道该在哪里结束，请设置停止序列。',
    example: '中文：奶酪\n英文：cheese\n\n中文：面包\n英文：',
  },
  instruct: {
    does: '指令模型执行一条指令，做完就停。',
    how: '先说清要做什么、答案应是什么样子，再给出材料。它把所有内容（包括示例）当作一条消息来读。',
    example: '译成英文，只用一个词作答。\n\n面包',
  },
  dialog: {
    does: '对话模型在对话中轮流发言，会顾及前面说过的内容。',
    how: '始终有效的规则写进系统提示。把示例写成已经发生过的对话轮次，最后一轮再提问。',
    example: '用户：奶酪\n助手：cheese\n用户：面包',
  },
}
