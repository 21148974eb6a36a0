import type { Texts } from '../../../lib/i18n.ts'
import type { en } from './en.ts'

export const zhCN: Texts<typeof en> = {
  title: '获取代码',
  description: '通过本服务器兼容 OpenAI 的接口提出同样的请求。',
  model: '模型',
  modelOption: '{{number}}：{{name}}',
  languages: '语言',
  language: {
    curl: 'curl',
    'typescript-fetch': 'TypeScript（fetch）',
    'typescript-openai': 'TypeScript（openai 软件包）',
    python: 'Python',
    'python-openai': 'Python（openai 软件包）',
  },
  region: '{{language}} 代码',
  reading: '正在读取模型列表…',
  copy: '复制代码',
  hint: {
    curl: '适用于 POSIX shell。密钥取自 TRIALOGUE_KEY；尚无账户时可填任意值。',
    'typescript-fetch': '无需安装软件包。密钥取自 TRIALOGUE_KEY；尚无账户时可填任意值。',
    'typescript-openai': '需要 openai 软件包。密钥取自 TRIALOGUE_KEY；尚无账户时可填任意值。',
    python: '无需安装软件包。密钥取自 TRIALOGUE_KEY；尚无账户时可填任意值。',
    'python-openai': '需要 openai 软件包。密钥取自 TRIALOGUE_KEY；尚无账户时可填任意值。',
  },
  remark: {
    'one-chain': '这段代码只请求一条思维链。试验场会生成多条，并采用其中多数给出的答案。',
    'one-sample': '这段代码只请求一次采样。试验场会采样多次，种子依次加一。',
    'first-call-of-several': '这是第一次调用。试验场还会针对列出的每个问题各调用一次。',
    'likeliest-branch': '这段代码沿最可能的首个词元生成。试验场还会从其他首个词元接着生成。',
  },
}
