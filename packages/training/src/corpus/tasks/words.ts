import { capitalize, expandList } from '../grammar.ts'
import { activities, categories, storyGrammar, storyPlaces, storyThings } from '../phrasing/texts.ts'
import { opposites, plurals } from '../phrasing/words.ts'
import { instruct, type Task, type TaskContext } from './task.ts'

export function pastTenseTask(context: TaskContext): Task {
  const { random, cast } = context
  const [present, past] = random.pick(activities)
  const who = random.chance(0.75)
    ? cast.name().first
    : `The ${random.pick(['boy', 'girl', 'teacher', 'man', 'woman', 'farmer'])}`
  return {
    id: 'past',
    instruction: instruct(context, 'past'),
    input: `${who} ${present}.`,
    answer: `${who} ${past}.`,
    heads: ['Present', 'Past'],
  }
}

export function listTask(context: TaskContext): Task {
  const { random } = context
  const category = random.pick(Object.keys(categories))
  const count = random.int(2, 5)
  const members = (categories[category] ?? []).slice(0, count)
  return {
    id: 'list',
    instruction: instruct(context, 'list', {
      k: count < 4 && random.chance(0.3) ? (['two', 'three'][count - 2] ?? count) : count,
      category,
    }),
    input: '',
    answer: members.map((member, at) => `${at + 1}. ${member}`).join('\n'),
    heads: ['Request', 'List'],
  }
}

/** Four sentences; also the free text a base model reads. */
export function story({ random, cast }: TaskContext): {
  text: string
  name: string
  thing: string
  place: string
} {
  const who = cast.name()
  const thing = random.chance(0.15) ? cast.word() : random.pick(storyThings)
  const place = random.chance(0.1) ? cast.word() : random.pick(storyPlaces)
  const values = {
    name: who.first,
    he: who.he,
    He: capitalize(who.he),
    him: who.him,
    his: who.his,
    thing,
    place,
  }
  const line = (list: string) => expandList(list, { random, grammar: storyGrammar, values })
  return {
    text: ['opening', 'finding', 'middle', 'ending'].map(line).join(' '),
    name: who.first,
    thing,
    place,
  }
}

export function storyTask(context: TaskContext): Task {
  const { text, name, thing, place } = story(context)
  return {
    id: 'story',
    instruction: instruct(context, 'story', { name, thing, place }),
    input: '',
    answer: text,
    words: [name, thing, place],
    heads: ['Request', 'Story'],
  }
}

export function oppositeTask(context: TaskContext): Task {
  const [one = '', other = ''] = context.random.shuffle(context.random.pick(opposites))
  return {
    id: 'opposite',
    instruction: instruct(context, 'rhyme', { word: one }),
    input: '',
    word: one,
    answer: other,
    heads: ['Word', 'Opposite'],
  }
}

export function pluralTask(context: TaskContext): Task {
  const { random, cast } = context
  const invented = cast.word()
  const [one, many] = random.chance(0.4) ? [invented, `${invented}s`] : random.pick(plurals)
  return {
    id: 'plural',
    instruction: instruct(context, 'pluralOf', { word: one }),
    input: '',
    word: one,
    answer: many,
    heads: ['Singular', 'Plural'],
  }
}
