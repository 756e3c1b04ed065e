import { connect } from 'node:net'

/** Sends a command of W3C WebDriver to a browser. @throws with the browser's words */
export type SendCommand = (command: Command, params?: Record<string, unknown>) => Promise<unknown>

type Command = keyof typeof COMMANDS

/** Command, as Firefox calls it and as its path is below the session. */
const COMMANDS = {
  newSession: { firefox: 'WebDriver:NewSession', method: 'POST', path: '' },
  deleteSession: { firefox: 'WebDriver:DeleteSession', method: 'DELETE', path: '' },
  navigate: { firefox: 'WebDriver:Navigate', method: 'POST', path: '/url' },
  refresh: { firefox: 'WebDriver:Refresh', method: 'POST', path: '/refresh' },
  find: { firefox: 'WebDriver:FindElement', method: 'POST', path: '/element' },
  click: { firefox: 'WebDriver:ElementClick', method: 'POST', path: '/element/:id/click' },
  clear: { firefox: 'WebDriver:ElementClear', method: 'POST', path: '/element/:id/clear' },
  sendKeys: { firefox: 'WebDriver:ElementSendKeys', method: 'POST', path: '/element/:id/value' },
  execute: { firefox: 'WebDriver:ExecuteScript', method: 'POST', path: '/execute/sync' },
  actions: { firefox: 'WebDriver:PerformActions', method: 'POST', path: '/actions' },
  deleteCookies: { firefox: 'WebDriver:DeleteAllCookies', method: 'DELETE', path: '/cookie' },
  picture: { firefox: 'WebDriver:TakeScreenshot', method: 'GET', path: '/screenshot' },
} as const

/** The remote protocol of Firefox: the same commands, framed as `length:json` on a socket. */
export async function connectToFirefox(port: number): Promise<SendCommand> {
  const socket = connect(port, '127.0.0.1')
  const waiting = new Map<number, (answer: { error: { message: string } | null; result: unknown }) => void>()
  let buffer = Buffer.alloc(0)
  let lastId = 0
  socket.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.on('data', (piece) => {
      buffer = Buffer.concat([buffer, piece])
      for (let frame = takeFrame(); frame !== null; frame = takeFrame()) {
        // The greeting is an object, answers are lists.
        if (!Array.isArray(frame)) resolve()
        else waiting.get(frame[1])?.({ error: frame[2], result: frame[3] })
      }
    })
  })

  function takeFrame(): unknown {
    const colon = buffer.indexOf(':')
    const length = Number(buffer.subarray(0, Math.max(0, colon)).toString())
    if (colon < 1 || buffer.length < colon + 1 + length) return null
    const frame = buffer.subarray(colon + 1, colon + 1 + length).toString()
    buffer = buffer.subarray(colon + 1 + length)
    return JSON.parse(frame)
  }

  return async (command, params = {}) => {
    const id = ++lastId
    const message = JSON.stringify([0, id, COMMANDS[command].firefox, params])
    const answer = await new Promise<{ error: { message: string } | null; result: unknown }>((resolve) => {
      waiting.set(id, resolve)
      socket.write(`${Buffer.byteLength(message)}:${message}`)
    })
    waiting.delete(id)
    if (answer.error !== null) throw new Error(`${command}: ${answer.error.message}`)
    const { result } = answer
    return isBoxed(result) ? result.value : result
  }
}

/** Some answers of Firefox are the value alone, some lie in a box. */
function isBoxed(result: unknown): result is { value: unknown } {
  return typeof result === 'object' && result !== null && Object.keys(result).join() === 'value'
}

/** The protocol over http, as WebKit's driver speaks it. */
export function connectOverHttp(port: number): SendCommand {
  let session = ''
  return async (command, { id, ...params } = {}) => {
    const { method, path } = COMMANDS[command]
    const answer = await fetch(`http://127.0.0.1:${port}/session${session}${path.replace(':id', String(id))}`, {
      method,
      ...(method === 'POST' ? { body: JSON.stringify(params), headers: { 'content-type': 'application/json' } } : {}),
    })
    const { value } = (await answer.json()) as { value: unknown }
    if (!answer.ok) throw new Error(`${command}: ${JSON.stringify(value).slice(0, 500)}`)
    if (command === 'newSession') session = `/${(value as { sessionId: string }).sessionId}`
    return value
  }
}
