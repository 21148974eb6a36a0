/** A problem written by hand, with the number of operations that its shortest solution takes. */
export type WrittenProblem = {
  readonly question: string
  readonly answer: number
  readonly stepCount: number
}

/**
 * Word problems in wording that the corpus does not have, never trained on: how far the models get outside of the small
 * world that they were made in. The author of the corpus wrote them, so they flatter a little; a stranger's would not.
 */
export const newWording: readonly WrittenProblem[] = [
  {
    stepCount: 1,
    answer: 31,
    question: 'After the storm, 14 of the 45 swallows had left the roof. How many swallows stayed?',
  },
  {
    stepCount: 1,
    answer: 72,
    question:
      'Dolores planted 9 rows of lettuce. Every row takes 8 heads. How many heads of lettuce is that?',
  },
  {
    stepCount: 1,
    answer: 53,
    question: 'My savings stood at 38 euros until grandma slipped me another 15. What do I have now?',
  },
  {
    stepCount: 1,
    answer: 12,
    question: 'From 60 eggs the farmer fills cartons that take 5 eggs apiece. How many cartons get filled?',
  },
  {
    stepCount: 1,
    answer: 17,
    question: 'Jorge reached level 41 while Anneke is on level 24. How far ahead is Jorge?',
  },
  {
    stepCount: 1,
    answer: 90,
    question: 'The kettle was at 22 degrees and warmed up by 68 degrees. What does the thermometer show?',
  },
  {
    stepCount: 2,
    answer: 47,
    question:
      'A fisherman hauled in 18 herring before dawn and 36 later on, but 7 slipped back into the sea. How many herring came ashore?',
  },
  {
    stepCount: 2,
    answer: 30,
    question:
      'At dusk 19 lanterns hang over the street. The wind puts out 12, and the guard lights 23 new ones. How many lanterns burn?',
  },
  {
    stepCount: 2,
    answer: 58,
    question:
      'Imani strings necklaces. She has 22 beads in a dish and empties 4 pouches of 9 beads into it. How many beads lie in the dish?',
  },
  {
    stepCount: 2,
    answer: 16,
    question: 'Out of 64 seats in the hall, 8 benches with 6 seats each are taken. How many seats are free?',
  },
  {
    stepCount: 2,
    answer: 41,
    question:
      'Our choir had 33 voices. Five singers moved away and 13 joined in spring. How strong is the choir?',
  },
  {
    stepCount: 2,
    answer: 9,
    question:
      'Two sacks hold 20 and 34 turnips. Six goats eat them all, each the same amount. How many turnips per goat?',
  },
  {
    stepCount: 3,
    answer: 44,
    question:
      'On the meadow graze 27 sheep. Twelve are sheared and led away, 35 arrive with the shepherd, and 6 wander off. How many graze there now?',
  },
  {
    stepCount: 3,
    answer: 25,
    question:
      'Nadia pays for 3 notebooks at 4 euros apiece plus a 13 euro atlas out of a 50 euro bill. What is handed back to her?',
  },
  {
    stepCount: 3,
    answer: 76,
    question:
      'The bakery made 5 trays with 12 loaves on each and 4 trays with 4 rolls on each. How many pieces of bread came out of the oven?',
  },
  {
    stepCount: 3,
    answer: 19,
    question:
      'Gus carried 80 bricks up the hill, used 45 for the wall, dropped 10 in the mud, and broke 6. How many good bricks remained?',
  },
  {
    stepCount: 3,
    answer: 62,
    question:
      'Priscilla owned 50 postcards. A cousin mailed her 4 envelopes holding 8 postcards each, after which she pinned 20 of them to a wall. How many are not on the wall?',
  },
  {
    stepCount: 3,
    answer: 70,
    question:
      'Half of the 60 windows were washed on Monday. On Tuesday 25 more windows were washed, and on Wednesday another 15. How many washed windows is that?',
  },
  {
    stepCount: 4,
    answer: 67,
    question:
      'The library lent out 15 novels and then 22 more from a shelf of 90. Later 9 came back, and 5 were bought. How many novels does the shelf hold?',
  },
  {
    stepCount: 4,
    answer: 33,
    question:
      'Kofi gathered 6 baskets with 10 mushrooms apiece. He cooked 12, handed 20 to his sister, and found 5 under the oak. How many mushrooms has Kofi?',
  },
  {
    stepCount: 4,
    answer: 89,
    question:
      'Ilse drives 35 kilometers to work, then 18 to a client and 12 to the station. After a nap she covers another 14 and finally 10. How far did she go?',
  },
  {
    stepCount: 4,
    answer: 21,
    question:
      'A jug of 100 cups serves 7 tables. Each table drinks 9 cups. After that 20 cups are spilled, and 4 are poured back in. How many cups does the jug hold?',
  },
  {
    stepCount: 4,
    answer: 48,
    question:
      'There were 16 frogs in the pond. Their number doubled, 8 hopped away, 30 more crept in from the marsh, and a heron swallowed 6. How many frogs swim there?',
  },
  {
    stepCount: 4,
    answer: 20,
    question:
      'Bruno trades 3 packs of 8 cards and 2 packs of 9 cards for stamps. Of the 62 cards he owned, how many are still his?',
  },
]
