const words = (text: string) => text.trim().split(/\s+/)
const phrases = (text: string) => text.split(',').map((phrase) => phrase.trim())

export const maleNames =
  words(`Roger Ben David Frank Henry Jack Liam Noah Paul Sam Victor Adam Carlos Eric George Ivan Kevin
  Max Oscar Tom Peter Jason Marco John James Robert Michael Daniel Mark Luke Leo Hugo Omar Ali Raj Chen Wei Kenji Hiro
  Pablo Diego Juan Pedro Simon Felix Theo Alex Bob Bill Joe Tim Jim Dan Nick Steve Brian Scott Ryan Kyle Ethan Mason
  Logan Lucas Oliver Jacob William Thomas Charles Arthur Albert Walter Ahmed Yusuf Tariq Andre Emil Nils Lars Sven`)
export const femaleNames =
  words(`Anna Carla Emma Grace Iris Kate Maria Olivia Rosa Tina Wendy Bella Diana Fiona Hannah Julia
  Laura Nina Sofia Lucy Mia Ruth Leah Jane Mary Linda Susan Lisa Karen Nancy Betty Helen Sarah Amy Ella Ava Zoe Lily Chloe
  Alice Clara Eva Ida Nora Vera Yuki Mei Priya Aisha Fatima Leila Carmen Elena Irina Ingrid Greta Petra Monica Paula
  Rachel Rebecca Sandra Teresa Martha Janet Molly Penny Polly Daisy Ivy Ruby Pearl Stella Tara Uma Violet`)
export const heldOutMaleNames = words('Shawn Gerald Ravi Otto Bruno Dylan Mateo Quentin')
export const heldOutFemaleNames = words('Olga Kim Freya Naomi Sonja Beatrice Yara Heidi')

/** Plural nouns that a person can own, gain and lose. */
export const items = [
  ...phrases(
    'tennis balls, toy cars, red beads, paper clips, comic books, ice cubes, bus tickets, photo cards, hair pins',
  ),
  ...words(`apples balls pencils books cookies stickers marbles cards eggs coins oranges shells stamps flowers candies toys
  cups pens bananas buttons rocks crayons muffins tickets peaches notebooks pears plums lemons grapes cherries tomatoes
  potatoes carrots onions cupcakes donuts cakes pies sandwiches pizzas nuts seeds leaves roses tulips trees plants fish
  birds cats dogs chickens ducks cows sheep goats horses rabbits puppies kittens turtles frogs bees dolls kites robots
  blocks puzzles games balloons ribbons hats shirts socks shoes gloves scarves rings bracelets necklaces badges medals
  trophies photos pictures paintings posters letters envelopes magazines newspapers bottles glasses plates spoons forks
  bowls candles lamps chairs boxes baskets bags keys nails screws bricks stones pebbles sticks ropes towels pillows
  blankets tools hammers brushes markers erasers rulers folders files songs videos messages points chips gems jewels
  diamonds crystals tokens vouchers coupons buns rolls bagels biscuits chocolates sweets crackers carrots mangoes melons`),
]
export const heldOutItems = phrases('lollipops, peanuts, walnuts, magnets, glass beads, acorns')
export const adjectives =
  words(`red green blue yellow white black old new big small shiny tiny wooden plastic golden round
  pink purple clean broken fresh cheap heavy soft`)

/** [singular, plural] */
export type Noun = readonly [one: string, many: string]
const nouns = (text: string): readonly Noun[] =>
  words(text).map((pair) => {
    const [one = '', many = ''] = pair.split('/')
    return [one, many] as const
  })
export const containers =
  nouns(`box/boxes bag/bags can/cans pack/packs basket/baskets jar/jars packet/packets tray/trays
  bucket/buckets carton/cartons case/cases crate/crates bowl/bowls bundle/bundles set/sets drawer/drawers shelf/shelves
  tube/tubes tin/tins sack/sacks row/rows pile/piles bottle/bottles pot/pots chest/chests`)
export const goods =
  nouns(`book/books hat/hats toy/toys cup/cups pen/pens shirt/shirts ticket/tickets cake/cakes lamp/lamps
  ball/balls bag/bags game/games chair/chairs plate/plates sandwich/sandwiches pizza/pizzas drink/drinks doll/dolls
  plant/plants notebook/notebooks scarf/scarves juice/juices coffee/coffees ring/rings poster/posters candle/candles`)
export const receivers =
  words(`friends children students cousins neighbors kids people classmates brothers sisters players
  teachers guests boys girls workers visitors customers pupils`)
export const roles =
  nouns(`farmer/he teacher/she baker/he gardener/she boy/he girl/she student/she man/he woman/she cook/he
  painter/she driver/he shopkeeper/he librarian/she king/he queen/she doctor/she fisherman/he coach/he artist/she
  sailor/he singer/she pilot/he child/he mother/she father/he grandmother/she uncle/he`)
/** Somebody who gives or takes and has no name. */
export const strangers =
  phrases(`the teacher, the farmer, a friend, a boy, a girl, the neighbor, the baker, a man, a woman, the coach,
  the cook, the driver, the doctor, an old man, the king, the guard, the other boy, the other girl, the gardener`)
export const groups =
  phrases(`the children, the students, the friends, the players, the twins, the scouts, the workers,
  the neighbors, the boys, the girls, the pupils, the pirates`)
export const relatives = words(
  'mother father sister brother friend uncle aunt grandmother grandfather teacher neighbor cousin coach boss',
)
export const numberWords = words('zero one two three four five six seven eight nine ten eleven twelve')

/** What is paid, walked, measured: the usual word most of the time. */
export const units: Readonly<Record<'dollars' | 'miles' | 'meters' | 'kilos' | 'liters', readonly string[]>> =
  {
    dollars: words('dollars dollars dollars dollars dollars dollars euros euros pounds coins cents'),
    miles: words('miles miles miles kilometers kilometers km'),
    meters: words('meters meters feet inches cm'),
    kilos: words('kilos kilos pounds kilograms grams'),
    liters: words('liters liters gallons cups'),
  }
