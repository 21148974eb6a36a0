import { z } from 'zod'

// Zod's compiled parsers need `eval`, which the Content-Security-Policy forbids; even trying is reported as a
// violation. Schemas look at this when they are made, so this file is the first import of `main.tsx`.
z.config({ jitless: true })
