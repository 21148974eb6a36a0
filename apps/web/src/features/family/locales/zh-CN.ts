import type { Texts } from '../../../lib/i18n.ts'
import type { en } from './en.ts'

export const zhCN: Texts<typeof en> = {
  pick: {
    button: '模型家族',
    command: '同时问 {{family}} 的各类模型',
    none: '没有安装同一家族的模型。',
    hint: '同一家族的每类模型各占一列，都读同一份提示词',
  },
  renderings: {
    button: '对照渲染结果',
    hint: '并排查看每类模型各读到什么',
    title: '同一份提示词，{{family}} 各类模型各读到什么',
    intro: '提示词只写一次。每类模型训练时见到的文本形式不同，因此各按自己的形式来读。',
    of: '{{model}} 读到的内容',
    tokens_one: '{{shown}} 个词元',
    tokens_other: '{{shown}} 个词元',
  },
  form: {
    base: '一段在答案开始处中断的文本，模型接着写下去。',
    instruct: '一条包含全部指令的消息，套用模型的模板，模型作答。',
    dialog: '若干轮对话，套用模型的模板，模型接着说下一轮。',
  },
  legend: {
    label: '标记的含义',
    sample: '文本',
    shared: '你的提示词，各类相同',
    own: '为这类模型添加',
    special: '特殊词元，不代表文字',
  },
}
