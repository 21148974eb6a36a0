import { describe, expect, it } from 'vitest'
import { listSubquestions } from '../index.ts'

const listed = (text: string) => listSubquestions(text).questions

describe('the subquestions that a model lists', () => {
  // Zhou et al. 2022: table 11, figure 1, and the same as models write it.
  it.each([
    [
      ' 1. How many apples does Anna have? 2. How many apples do Elsa and Anna have together?',
      ['How many apples does Anna have?', 'How many apples do Elsa and Anna have together?'],
    ],
    [' "How long does each trip take?".', ['How long does each trip take?']],
    [
      ' "How old was Ali when he died?", then "How old was Turing when he died?"',
      ['How old was Ali when he died?', 'How old was Turing when he died?'],
    ],
    ['\n1) How many are in the cans?\n2) How many now?', ['How many are in the cans?', 'How many now?']],
    ['- **How many cans?**\n* How many balls?\n• Why?', ['How many cans?', 'How many balls?', 'Why?']],
    ['Subquestion 1: How many cans?\nSub-question 2: Why?', ['How many cans?', 'Why?']],
    [
      '(1) How much is 2 - 1?\n(2) What does "brave" mean?',
      ['How much is 2 - 1?', 'What does "brave" mean?'],
    ],
    ['Amy climbs for 4 minutes. How long is a trip?', ['How long is a trip?']],
    ['1. 安娜有几个苹果？2、她们一共有几个苹果？', ['安娜有几个苹果？', '她们一共有几个苹果？']],
    ['Step 1: count the cans\nStep 2: add the balls', ['count the cans', 'add the balls']],
    ['It costs $2.50. 1. What is left of 3.5 m?', ['What is left of 3.5 m?']],
  ])('reads %j', (text, questions) => expect(listed(text)).toEqual(questions))

  it('are each taken once, eight at most', () => {
    expect(listed('1. How many?\n2. how  many ?\n3. Why?')).toEqual(['How many?', 'Why?'])
    const endless = Array.from({ length: 30 }, (_, index) => `${index + 1}. What is ${index}?`).join('\n')
    expect(listed(endless)).toHaveLength(8)
  })

  it('end where the last one does: what comes behind belongs to none', () => {
    const text = ' 1. How many cans? 2. Why?\n1. There are 2 cans.'
    expect(listSubquestions(text)).toEqual({ questions: ['How many cans?', 'Why?'], end: 26 })
    expect(listSubquestions('I do not know.')).toEqual({ questions: [], end: 14 })
  })

  it('come back from a completion that repeats itself for ever', () => {
    expect(listed('1. '.repeat(100_000))).toEqual([])
    expect(listed(`${' "'.repeat(200_000)}?`)).toEqual([])
    expect(listed('Why? '.repeat(50_000))).toEqual(['Why?'])
  })
})
