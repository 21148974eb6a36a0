import { containers, type Noun } from './nouns.ts'

const words = (text: string) => text.trim().split(/\s+/)
const phrases = (text: string) => text.split(',').map((phrase) => phrase.trim())
const nouns = (text: string): readonly Noun[] =>
  phrases(text).map((pair) => {
    const [one = '', many = `${one}s`] = pair.split('/')
    return [one, many] as const
  })

export type ThingKind = 'item' | 'food' | 'toy' | 'animal' | 'plant' | 'container'

/** Things that fill the slots of the authors' templates, by kind: [singular, plural]. */
export const things: Readonly<Record<ThingKind, readonly Noun[]>> = {
  item: nouns(`pencil, book, sticker, marble, card, coin, shell, stamp, flower, pen, button, rock, crayon, ticket, notebook,
    balloon, ribbon, hat, shirt, sock, ring, bracelet, badge, medal, photo/photos, poster, letter, envelope, magazine, bottle, glass/glasses,
    plate, spoon, candle, lamp, basket, bag, key, nail, brick, stone, stick, towel, pillow, blanket, hammer, brush/brushes, marker, eraser, ruler,
    folder, gem, bead, token, voucher, coupon, mug, scarf/scarves, bowl, battery/batteries, key card, postcard, notepad, keyring, mask, umbrella, jar lid,
    paper clip, tennis ball, comic book, bus ticket, wristband, feather, pebble, pine cone, seashell, bandage, light bulb, paper plane, phone case, paintbrush/paintbrushes`),
  food: nouns(`apple, cookie, egg, orange, banana, muffin, peach/peaches, pear, plum, lemon, grape, cherry/cherries, tomato/tomatoes, potato/potatoes, carrot,
    onion, cupcake, donut, cake, pie, sandwich/sandwiches, pizza, bun, roll, bagel, biscuit, chocolate, sweet, cracker, mango/mangoes, melon, pancake, waffle,
    burger, taco, dumpling, sausage, pretzel, brownie, scone, fig, date, apricot, kiwi, turnip, pepper, cucumber, strawberry/strawberries, meatball, pastry/pastries,
    hot dog, spring roll, ice cream, granola bar, rice cake, samosa, tart, croissant, olive`),
  toy: nouns(`ball, doll, kite, robot, block, puzzle, game, toy car, teddy bear, yo-yo, top, train, drum, whistle, puppet, toy boat, action figure, board game,
    jigsaw, toy soldier, rubber duck, water gun, skateboard, hula hoop, plush bear, building brick, toy truck, spinning top, toy dinosaur`),
  animal:
    nouns(`bird, cat, dog, chicken, duck, cow, sheep/sheep, goat, horse, rabbit, frog, bee, fish/fish, turtle, hen, pig, donkey, goose/geese, pigeon, lamb, calf/calves,
    hamster, mouse/mice, parrot, snail, spider, butterfly/butterflies, monkey, penguin, owl, deer/deer, squirrel, ant, turkey, pony/ponies, kitten, puppy/puppies, lizard`),
  plant:
    nouns(`tree, rose, tulip, bush/bushes, sunflower, fern, apple tree, seedling, daisy/daisies, pine, oak, lily/lilies, cactus/cactuses, palm, vine, shrub, herb, bulb,
    orchid, pumpkin, cabbage, lettuce, bean plant, tomato plant, pepper plant, violet, cherry tree, maple, willow, hedge`),
  container: [
    ...containers,
    ...nouns('tub, bin, envelope, barrel, folder, suitcase, hamper, vase, album, cage'),
  ],
}

export const isThingKind = (word: string): word is ThingKind => word in things

/** Never in training: what the held-out split fills the same slots with half of the time. */
export const heldOutThings: Readonly<Record<ThingKind, readonly Noun[]>> = {
  item: nouns('magnet, glass bead, acorn, thimble, bookmark, compass/compasses'),
  food: nouns('lollipop, peanut, walnut, radish/radishes, doughball, quince'),
  toy: nouns('marionette, trumpet, frisbee, wagon'),
  animal: nouns('hedgehog, otter, swan, beetle'),
  plant: nouns('cedar, marigold, birch/birches, poppy/poppies'),
  container: nouns('pouch/pouches, bucket load, chest drawer, kit'),
}

export const places =
  phrases(`the park, the market, the beach, the zoo, the library, the museum, the station, the fair, the lake, the river, the pool, the farm, the garden,
  the school, the gym, the mall, the stadium, the harbor, the playground, the castle, the theater, the camp, the festival, the church, the club, the forest, the village`)
export const shops =
  phrases(`bakery, toy shop, bookstore, pet shop, grocery store, flower shop, shoe shop, café, kiosk, supermarket, corner shop, butcher, hardware store, gift shop,
  sweet shop, music store, pharmacy, stationery shop, clothes shop, furniture store, fruit stand, pizzeria, restaurant, department store`)
export const jobs =
  phrases(`baker, farmer, teacher, gardener, cook, painter, driver, shopkeeper, librarian, doctor, fisherman, coach, sailor, singer, pilot, carpenter, plumber, tailor, waiter,
  nurse, florist, mechanic, cleaner, builder, barber, postman, guard, dentist, photographer, potter, shepherd, juggler, writer`)
export const days = words('Monday Tuesday Wednesday Thursday Friday Saturday Sunday')
export const months = words(
  'January February March April May June July August September October November December',
)
export const colors = words('red green blue yellow white black brown purple pink orange gray silver gold')
export const subjects = words(
  'maths science history music art reading English Spanish geography French chemistry biology',
)
export const countries =
  words(`France Spain Italy Germany Japan Brazil Canada Mexico India China Egypt Kenya Norway Sweden Poland Greece
  Turkey Portugal Ireland Australia Argentina Chile Peru Morocco Iceland Denmark Finland Austria Hungary Thailand Vietnam Nigeria Ghana Cuba`)
