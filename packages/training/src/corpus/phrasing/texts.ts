import type { Grammar } from '../grammar.ts'

const words = (text: string) => text.trim().split(/\s+/)
const phrases = (text: string) => text.split(',').map((phrase) => phrase.trim())

export const cities = words(
  'Paris London Rome Berlin Madrid Tokyo Oslo Vienna Lisbon Prague Dublin Athens Cairo Delhi Lima Boston Chicago Sydney Toronto Beijing',
)
export const jobs = words(
  'doctor teacher farmer pilot cook painter nurse driver writer baker singer lawyer dentist gardener builder actor judge sailor tailor scientist',
)
export const colors = words('red blue green yellow white black brown purple pink orange')
export const pets = words('dog cat bird fish horse rabbit hamster turtle parrot goat')
export const hobbies = words(
  'swimming reading dancing fishing singing running cooking painting hiking skating drawing cycling gardening',
)
export const reviewGrammar: Grammar = {
  subject:
    words(`movie book phone hotel restaurant pizza game jacket song teacher show camera coffee museum hat cake food service
    film laptop soup story concert meal trip place room car app play dinner staff shop breakfast bag watch chair`),
  good: words(`great wonderful excellent lovely amazing fantastic delicious perfect beautiful fun good nice brilliant superb awesome
    charming pleasant impressive outstanding friendly fresh comfortable helpful enjoyable marvelous terrific delightful`),
  bad: words(`terrible awful boring bad broken horrible ugly disappointing slow sad poor dreadful dirty rude nasty useless cold weak
    annoying unpleasant stale noisy cheap lousy disgusting worthless painful stupid`),
  very: ['', '', '', 'very ', 'really ', 'so ', 'just ', 'quite ', 'truly ', 'absolutely '],
  our: ['the', 'the', 'this', 'our', 'my new', 'that', 'their'],
  positive: [
    '{our} {subject} {was|is} {very}{good}.',
    '{our} {subject} {was|is} {very}{good}.',
    'I think this {subject} is {good}.',
    'what a {good} {subject}!',
    'we had a {good} {subject} last week.',
    'I loved {our} {subject}.',
    'I really like this {subject}.',
    'I enjoyed {our} {subject} a lot.',
    'this is the best {subject} ever.',
    'the {subject} made me happy.',
    '{good} {subject}!',
    'a {good} {subject} with {good} {subject}.',
    'everything about the {subject} was {good}.',
    'the {subject} was better than I thought.',
    'the {subject} is worth the money.',
    'the {subject} was not bad at all.',
  ],
  negative: [
    '{our} {subject} {was|is} {very}{bad}.',
    '{our} {subject} {was|is} {very}{bad}.',
    'I think this {subject} is {bad}.',
    'what a {bad} {subject}!',
    'we had a {bad} {subject} last week.',
    'I hated {our} {subject}.',
    'I do not like this {subject}.',
    'I did not enjoy {our} {subject}.',
    'this is the worst {subject} ever.',
    'the {subject} made me angry.',
    '{bad} {subject}!',
    'a {bad} {subject} with {bad} {subject}.',
    'everything about the {subject} was {bad}.',
    'the {subject} was worse than I thought.',
    'the {subject} is a waste of money.',
    'the {subject} was not good at all.',
  ],
  positiveEnd: [
    '',
    '',
    '',
    'I loved it.',
    'I will come back.',
    'My friends liked it too.',
    'I would buy it again.',
    'Five stars.',
    'Thank you!',
    'We were very happy.',
    'Highly recommended.',
  ],
  negativeEnd: [
    '',
    '',
    '',
    'I hated it.',
    'I want my money back.',
    'Nobody liked it.',
    'Never again.',
    'One star.',
    'Do not buy it.',
    'We were very unhappy.',
    'I will not come back.',
  ],
}

export const messageGrammar: Grammar = {
  prize: words('prize phone car trip gift watch laptop holiday ticket iPhone voucher cruise bonus reward'),
  urgent: words('now today fast here soon quickly tonight immediately'),
  spam: [
    'you win a {prize}! Click here {urgent}!',
    'free {prize} for you. Send your number {urgent}!',
    'claim your {prize}! The offer ends {urgent}!',
    'you have won {amount} dollars! Call {urgent}!',
    'congratulations, you won a {prize}! Reply {urgent}.',
    'win a {prize} {urgent}! Click the link.',
    'your account is closed. Click here {urgent}.',
    'earn {amount} dollars a day from home!',
    'get a free {prize} {urgent}!',
    'hot deal: {prize} for 1 dollar. Buy {urgent}!',
    'last chance to win a {prize}!',
    'send {amount} dollars and get a {prize}!',
    'act {urgent} and win a {prize}!',
    'cheap pills, order {urgent}!',
    'dear winner, your {prize} is waiting. Click {urgent}!',
    'make money fast! Click {urgent}!',
  ],
  thing: words(
    'meeting lunch report class train party dinner lesson game concert call visit paper exam trip',
  ),
  time: phrases(
    'on Monday, on Tuesday, on Friday, at noon, tomorrow, today, next week, at five, in the morning, after work, tonight',
  ),
  ham: [
    'the {thing} is {time}. See you there.',
    'can we move the {thing} to another day?',
    'please bring the {thing} notes {time}.',
    'are you coming to the {thing} {time}?',
    'I will be late for the {thing} {time}.',
    'thanks for the {thing}, it was nice.',
    'hi {name}, the {thing} starts {time}.',
    'do you want to have lunch {time}?',
    'I sent you the {thing} plan.',
    'mom, can you pick me up {time}?',
    'happy birthday, {name}! See you {time}.',
    'the {thing} was moved, we meet {time}.',
    'could you call me {time}?',
    '{name} said the {thing} is {time}.',
    'I left my keys at your house.',
    'let us talk about the {thing} {time}.',
  ],
}

export const personGrammar: Grammar = {
  intro: [
    '{name} is {aJob} who lives in {city}.',
    '{name} works as {aJob} in {city}.',
    '{name} lives in {city} and is {aJob}.',
    'Meet {name}, {aJob} from {city}.',
    'The {job} {name} lives in {city}.',
    'In {city} there is {aJob} called {name}.',
    '{name}, {aJob}, lives in {city}.',
    '{name} has lived in {city} for years and works as {aJob}.',
    '{name} comes from {city}. {He} is {aJob}.',
    '{name} moved to {city} to work as {aJob}.',
    'Our friend {name} is {aJob} in {city}.',
    'My neighbor {name} is {aJob} from {city}.',
    'The {job} named {name} lives in {city}.',
    '{name} is the best {job} in {city}.',
    '{name} was born in {city} and became {aJob}.',
  ],
  petLine: [
    '{He} has {aPet}.',
    '{He} owns {aPet}.',
    '{He} lives with {aPet}.',
    '{He} loves {his} {color} {pet}.',
    'At home {he} has {aPet}.',
    '{He} takes care of {aPet}.',
  ],
  hobbyLine: [
    '{He} likes {hobby} with {his} friends.',
    '{He} likes {hobby}.',
    '{He} loves {hobby} on Sundays.',
    'In {his} free time {he} enjoys {hobby}.',
    '{His} hobby is {hobby}.',
    'On the weekend {he} goes {hobby}.',
  ],
  ageLine: [
    '{He} is {age} years old.',
    '{name} is {age} years old.',
    'At the age of {age} {he} is very happy.',
  ],
  askCity: [
    'Where does {name} live?',
    'In which city does {name} live?',
    'What city does {name} live in?',
    'Where is the {job} from?',
    'What is the city of {name}?',
  ],
  askJob: [
    "What is {name}'s job?",
    'What does {name} do?',
    'What is the job of {name}?',
    'What does {name} work as?',
    'What kind of work does {name} do?',
  ],
  askPet: [
    'What pet does {name} have?',
    'Which animal does {name} have?',
    'What animal lives with {name}?',
    "What is {name}'s pet?",
  ],
  askHobby: [
    'What does {name} like?',
    'What does {name} like to do?',
    "What is {name}'s hobby?",
    'What does {name} do for fun?',
  ],
  askName: [
    'Who lives in {city}?',
    'Who is the {job}?',
    'What is the name of the {job}?',
    'Who has the {pet}?',
    'Who is the text about?',
  ],
  askColor: [
    'What color is the {pet}?',
    'Which color does the {pet} have?',
    "What is the color of {name}'s {pet}?",
  ],
  askAge: ['How old is {name}?', "What is {name}'s age?"],
}

/** present | past */
export const activities: readonly (readonly [present: string, past: string])[] =
  phrases(`walks to the park/walked to the park, buys some bread/bought some bread, reads a long book/read a long book,
  cooks dinner/cooked dinner, plays the piano/played the piano, cleans the house/cleaned the house, writes a letter/wrote a letter, watches a film/watched a film, eats an apple/ate an apple, drinks milk/drank milk,
  goes to school/went to school, sees a bird/saw a bird, finds a coin/found a coin, makes a cake/made a cake, runs home/ran home, sings a song/sang a song, gives a gift/gave a gift, takes the bus/took the bus,
  opens the door/opened the door, helps a friend/helped a friend, loses the key/lost the key, sells a car/sold a car, paints the wall/painted the wall, swims in the lake/swam in the lake, calls the doctor/called the doctor,
  rides a horse/rode a horse, builds a house/built a house, draws a cat/drew a cat, learns a song/learned a song, visits the museum/visited the museum, sleeps all day/slept all day, wins the game/won the game,
  teaches the class/taught the class, drives to town/drove to town, throws the ball/threw the ball, is happy/was happy, has a dog/had a dog, feeds the ducks/fed the ducks, brings flowers/brought flowers, likes music/liked music`).map(
    (pair) => {
      const [present = '', past = ''] = pair.split('/')
      return [present, past] as const
    },
  )

export const storyGrammar: Grammar = {
  opening: [
    'One day {name} went to the {place}.',
    'Once upon a time {name} walked to the {place}.',
    'It was a sunny day, and {name} went to the {place}.',
    'Last summer {name} visited the {place}.',
    'Early in the morning {name} came to the {place}.',
  ],
  finding: [
    'There {he} found a {thing}.',
    '{He} saw a {thing} there.',
    'In the {place} {he} came upon a {thing}.',
    'Suddenly {he} saw a {thing} on the ground.',
    'Behind a tree lay a {thing}.',
  ],
  middle: [
    '{name} was very happy and took the {thing} home.',
    'The {thing} was old, but {he} liked it very much.',
    '{He} showed the {thing} to {his} mother.',
    'Nobody knew where the {thing} came from.',
    'A bird told {him} that the {thing} was magic.',
    '{He} gave the {thing} to a friend.',
  ],
  ending: [
    'In the evening everyone sat together and laughed.',
    'After that day {name} went to the {place} every week.',
    'It was the best day of {his} year.',
    '{name} never forgot that day.',
    'And {name} slept well that night.',
    'From then on {name} and the {thing} were never apart.',
  ],
}
