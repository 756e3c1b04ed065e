import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { sendProblem } from './problem.ts'
import { unlessStalled } from './stalled-body.ts'
import { lingerAfterAnswer } from './unread-body.ts'

let server: Server | null = null
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** What comes back for the text, read until the other side ends. */
async function ask(text: string): Promise<string> {
  const listening = createServer((request, response) => {
    const work = (async () => {
      for await (const _chunk of request.iterator({ destroyOnReturn: false }));
      response.end('all of it')
    })()
    unlessStalled(request, work, 100).catch((error: unknown) => {
      lingerAfterAnswer(request, response)
      sendProblem(response, error, 'id')
    })
  })
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const socket = connect((listening.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text))
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return answer
}

const head = 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 4\r\n\r\n'

test('a body that stops coming is answered, and its connection ends', async () => {
  const answer = await ask(`${head}ab`)
  expect(answer).toMatch(/^HTTP\/1.1 408 /)
  expect(answer).toContain('"code":"request_stalled"')
})

test('a body that is there is read', async () => {
  expect(await ask(`${head}abcd`)).toMatch(/^HTTP\/1.1 200 [\s\S]*all of it/)
})
