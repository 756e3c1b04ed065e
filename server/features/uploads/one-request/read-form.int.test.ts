import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { readForm } from './read-form.ts'

test('a form that stops between its parts is let go, however long it would go on', async () => {
  const clock = { ms: 0, monotonic: () => clock.ms }
  const body = new PassThrough()
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  // Of a request the reader uses the stream, the headers, and whether it is complete.
  const request = Object.assign(body, { headers, complete: false }) as unknown as IncomingMessage
  const reading = readForm(request, async () => undefined, clock)
  body.write('--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nonly')
  await new Promise(setImmediate)
  clock.ms = 31_000
  await expect(reading).rejects.toMatchObject({ code: 'upload_stalled' })
})
