export type BleuTokenizer = '13a' | 'zh'

/** Words as sacreBLEU counts them (Post 2018, "A call for clarity in reporting BLEU scores"). */
export function bleuTokens(text: string, tokenizer: BleuTokenizer): string[] {
  return tokenizer === '13a'
    ? splitWestern(` ${unescapeMarkup(text)} `)
    : splitWestern(separateChinese(text.trim()))
}

/** The part of mteval-v13a that knows no language. */
function unescapeMarkup(text: string): string {
  return text
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
}

function splitWestern(text: string): string[] {
  const spaced = text
    // Every sign of ASCII but the apostrophe, the comma, the dash and the full stop, which digits may hold together.
    .replaceAll(/([{-~[-` -&(-+:-@/])/g, ' $1 ')
    .replaceAll(/([^0-9])([.,])/g, '$1 $2 ')
    .replaceAll(/([.,])([^0-9])/g, ' $1 $2')
    .replaceAll(/([0-9])(-)/g, '$1 $2 ')
  return spaced.split(/\s+/).filter((token) => token !== '')
}

/**
 * The ranges of sacreBLEU's `zh`. The one from 2001 to 2A6D is meant to be an extension of the ideographs, beyond the
 * basic plane; scores are comparable only when it is taken as it stands there.
 */
const chinese =
  /[\u3400-\u4db5\u4e00-\u9fbb\uf900-\ufa2d\ufa30-\ufa6a\ufa70-\ufad9\uff00-\uffef\u2e80-\u2fff\u3000-\u303f\u31c0-\u31ef\u3100-\u312f\u31a0-\u31bf\ufe10-\ufe1f\ufe30-\ufe4f\u2001-\u2a6d\u3200-\u33ff]/g

function separateChinese(text: string): string {
  return text.replaceAll(chinese, ' $& ')
}
