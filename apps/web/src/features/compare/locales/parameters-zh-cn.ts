import type { Texts } from '../../../lib/i18n.ts'
import type { parametersEn } from './parameters-en.ts'

/** The texts of a column's parameters in Chinese. */
export const parametersZhCN: Texts<typeof parametersEn> = {
  reset: '全部恢复默认',
  copy: '复制到所有列',
  greedy: '贪心',
  greedyHint: '总取概率最高的词元：温度为 0，其余规则全部关闭。',
  reason: {
    greedy: '温度为 0 时总取概率最高的词元，因此 Top p、Min p、Top k 和种子都不起作用。',
    onlyOne: 'Top k 为 1 时只剩一个词元可取，因此温度、Top p、Min p 和种子都不起作用。',
    elsewhere: '运行此模型的服务器不支持：{{names}}。',
    here: '此模型不支持：{{names}}。',
  },
  off: '关',
  temperature: '温度',
  temperatureHint: '0 表示总取概率最高的词元，数值越大选择越分散。双击名称可恢复默认值。',
  topP: 'Top p',
  topPHint: '只在累计概率达到此值的高概率词元中选取。1 表示关闭。',
  topK: 'Top k',
  topKHint: '只在概率最高的若干个词元中选取。留空表示关闭。',
  minP: 'Min p',
  minPHint: '排除概率低于“最高概率 × 此比例”的词元。0 表示关闭。',
  repetitionPenalty: '重复惩罚',
  repetitionPenaltyHint: '大于 1 时，已出现过的词元更不容易再次出现。1 表示关闭。',
  maxTokens: '词元上限',
  maxTokensHint: '每次调用最多写出的词元数。',
  seed: '随机种子',
  seedHint:
    '种子、模型、提示词都相同，写出的文本就相同；打开“精确”后，无论同时还在运行什么都相同。留空则每次运行重新抽取。',
  random: '随机',
  exact: '精确',
  exactHint: '无论同时还在运行什么，词元都相同。速度较慢：文本单独计算，不与其他文本一起计算。',
  stop: '停止于',
  stopHint: '遇到其中任意一个即停止。\\n 代表换行。',
  stopField: '停止序列 {{number}}',
  stopAdd: '添加',
  stopRemove: '移除停止序列 {{number}}',
}
