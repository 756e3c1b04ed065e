import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { answerShare } from './answer-share.ts'
import { lingerAfterAnswer } from './unread-body.ts'

let server: Server | null = null
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

test('a share of any size is answered while it is being sent, and its connection ends', async () => {
  const listening = createServer((request, response) => {
    lingerAfterAnswer(request, response)
    answerShare(response)
  })
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const socket = connect((listening.address() as AddressInfo).port, '127.0.0.1')
  // A film that never ends: what matters is that nobody waits for it.
  const head = 'POST /share HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n'
  socket.write(`${head}Content-Length: 99999999999\r\n\r\n--x\r\n`)
  let answer = ''
  for await (const chunk of socket) answer += chunk
  expect(answer).toMatch(/^HTTP\/1.1 303 /)
  expect(answer).toMatch(/location: \/share\?problem=missed/i)
  expect(answer).toMatch(/cache-control: no-store/i)
})
