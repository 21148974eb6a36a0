import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/**
 * A server that costs whoever asks it as much as it can, by the first part of the path; it runs in a process of its own,
 * so that the memory of who asks can be measured. Prints its port.
 */
const behaviours: Readonly<Record<string, (answer: ServerResponse) => void>> = {
  'endless-line': (answer) => {
    answer.write('data: ')
    pour(answer, Buffer.alloc(64 * 1024, 'x'))
  },
  'endless-stream': (answer) => {
    const chunk = { choices: [{ delta: { content: 'x'.repeat(8_000) }, finish_reason: null }] }
    pour(answer, Buffer.from(`data: ${JSON.stringify(chunk)}\n\n`))
  },
  'endless-comments': (answer) => pour(answer, Buffer.from(`: ${'x'.repeat(8_000)}\n`)),
  'slow-drip': (answer) => {
    answer.write('data: {"choices":[{"delta":{"content":"')
    const drip = setInterval(() => answer.write('x'), 5)
    answer.on('close', () => clearInterval(drip))
  },
  'gzip-bomb': (answer) => {
    answer.setHeader('content-encoding', 'gzip')
    const mebibyte = gzipSync(Buffer.alloc(2 ** 20, ' '))
    for (let count = 0; count < 1_024; count += 1) answer.write(mebibyte)
    answer.end()
  },
  silence: () => {},
}

function pour(answer: ServerResponse, bytes: Buffer): void {
  const more = () => {
    while (!answer.destroyed && answer.write(bytes));
  }
  answer.on('drain', more)
  more()
}

const server = createServer((request, answer) => {
  request.resume()
  const [, name = ''] = (request.url ?? '').split('/')
  answer.setHeader('content-type', 'text/event-stream')
  behaviours[name]?.(answer)
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
