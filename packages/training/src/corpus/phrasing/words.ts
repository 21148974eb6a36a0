const pairs = (text: string): readonly (readonly [string, string])[] =>
  text
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [one = '', other = ''] = pair.split('/')
      return [one, other] as const
    })

export const opposites =
  pairs(`big/small hot/cold old/young tall/short fast/slow happy/sad good/bad up/down day/night open/closed
  left/right hard/soft full/empty light/dark rich/poor wet/dry early/late high/low new/old strong/weak clean/dirty long/short
  loud/quiet easy/difficult near/far first/last in/out love/hate win/lose buy/sell yes/no black/white true/false begin/end
  heavy/light wide/narrow thick/thin deep/shallow cheap/expensive safe/dangerous sweet/sour front/back`)

export const plurals =
  pairs(`cat/cats dog/dogs house/houses box/boxes child/children man/men woman/women mouse/mice foot/feet
  tooth/teeth city/cities baby/babies book/books tree/trees knife/knives leaf/leaves bus/buses glass/glasses day/days
  key/keys story/stories party/parties wolf/wolves fish/fish sheep/sheep goose/geese potato/potatoes car/cars apple/apples
  lady/ladies watch/watches dish/dishes`)
