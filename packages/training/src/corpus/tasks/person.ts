import { capitalize, expand, expandList, type Values } from '../grammar.ts'
import { cities, colors, hobbies, jobs, personGrammar, pets } from '../phrasing/texts.ts'
import type { TaskContext } from './task.ts'

/** The facts of one person, as placeholders: {name} {he} {his} {job} {city} {pet} {color} {hobby} {age}. */
export type Facts = Readonly<
  Record<'name' | 'he' | 'his' | 'job' | 'city' | 'pet' | 'color' | 'hobby' | 'age', string>
>

export function drawFacts({ random, cast }: TaskContext): Facts {
  const who = cast.name()
  return {
    name: who.first,
    he: who.he,
    his: who.his,
    job: random.chance(0.36) ? `${cast.word()}er` : random.pick(jobs),
    city: random.chance(0.4) ? capitalize(cast.word()) : random.pick(cities),
    pet: random.chance(0.2) ? cast.word() : random.pick(pets),
    color: random.pick(colors),
    hobby: random.chance(0.15) ? `${cast.word()}ing` : random.pick(hobbies),
    age: String(random.int(5, 90)),
  }
}

/** "an actor": invented words follow their first letter too. */
export const withArticle = (noun: string) => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`

const valuesOf = (facts: Facts): Values => ({
  ...facts,
  aJob: withArticle(facts.job),
  aPet: withArticle(`${facts.color} ${facts.pet}`),
  He: capitalize(facts.he),
  His: capitalize(facts.his),
})

/** Two to four sentences about the person; the pet is always mentioned. */
export function passage({ random }: TaskContext, facts: Facts): string {
  const expansion = { random, grammar: personGrammar, values: valuesOf(facts) }
  const line = (list: string) => expandList(list, expansion)
  const more = [
    'petLine',
    ...(random.chance(0.6) ? ['hobbyLine'] : []),
    ...(random.chance(0.35) ? ['ageLine'] : []),
  ]
  return [line('intro'), ...random.shuffle(more).map(line)].join(' ')
}

/** A question about the passage with its answer in words of the passage. */
export function askAbout(
  { random }: TaskContext,
  facts: Facts,
  text: string,
): readonly [question: string, answer: string] {
  const candidates: (readonly [string, string])[] = [
    ['askCity', facts.city],
    ['askJob', facts.job],
    ['askPet', withArticle(`${facts.color} ${facts.pet}`)],
    ['askName', facts.name],
    ['askColor', facts.color],
  ]
  if (text.includes(facts.hobby)) candidates.push(['askHobby', facts.hobby])
  if (text.includes(facts.age)) candidates.push(['askAge', facts.age])
  const [list, answer] = random.pick(candidates)
  return [expand(`{${list}}`, { random, grammar: personGrammar, values: valuesOf(facts) }), answer]
}
