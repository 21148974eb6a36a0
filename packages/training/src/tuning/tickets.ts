/** For tests: a task that the bundled family has never seen. Which desk does a customer's ticket belong to? */
export const ticketLabels = ['billing', 'delivery', 'repair'] as const

type TicketLabel = (typeof ticketLabels)[number]

export type Ticket = { readonly text: string; readonly label: TicketLabel }

/** `{item}` is what the customer bought. */
const forms: Readonly<Record<TicketLabel, readonly string[]>> = {
  billing: [
    'I paid twice for the {item}.',
    'The price of my {item} is not the price I saw.',
    'Please send me the bill for the {item}.',
    'I want my money back for the {item}.',
    'You took too much money for one {item}.',
    'Why did the {item} cost more than last week?',
    'I have paid for the {item}, but you say that I did not.',
    'Can I pay for the {item} next month?',
  ],
  delivery: [
    'Where is my {item}?',
    'I am still waiting for the {item}.',
    'The box with the {item} did not come.',
    'When do I get my {item}?',
    'My {item} went to the wrong house.',
    'The driver left my {item} in the rain.',
    'Please bring the {item} to my office.',
    'Nobody was at home when the {item} came.',
  ],
  repair: [
    'My {item} does not work.',
    'There is a broken part in my {item}.',
    'The {item} stopped after one day.',
    'My {item} makes a loud noise.',
    'Can you fix the {item}?',
    'The {item} is too hot and smells bad.',
    'One side of my {item} came off.',
    'I cannot open the {item} any more.',
  ],
}

/** The two splits share the forms but no item, and therefore no sentence. */
const items = {
  train: ['phone', 'lamp', 'clock'],
  test: ['camera', 'radio', 'bike'],
} as const

/** 72 tickets of a split, 24 for each label. */
export function tickets(split: keyof typeof items): Ticket[] {
  return ticketLabels.flatMap((label) =>
    forms[label].flatMap((form) =>
      items[split].map((item) => ({ text: form.replace('{item}', item), label })),
    ),
  )
}
