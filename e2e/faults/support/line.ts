import { type Answer, send, type Wish } from '#server/features/uploads/testing/tus-client.ts'

/** The connection broke, or there was none: nobody knows what became of the request. */
export class VaultDied extends Error {}

/** An answer that no request of ours may get. */
export class WrongAnswer extends Error {
  /** 0 when it is not the status that is wrong. */
  readonly status: number

  constructor(message: string, status = 0) {
    super(message)
    this.status = status
  }
}

/** Requests of one person to a vault that may die at any of them. */
export interface Line {
  readonly port: number
  readonly headers: Readonly<Record<string, string>>
  /** Told of each answer. */
  answered(): void
}

/** @throws VaultDied; WrongAnswer when the status is none of those expected */
export async function ask(
  line: Line,
  expected: number | readonly number[],
  method: string,
  path: string,
  wish: Wish = {},
): Promise<Answer> {
  const answer = await dial(`${method} ${path}`, () =>
    send(line.port, method, path, { ...wish, headers: { ...line.headers, ...wish.headers } }),
  )
  line.answered()
  if ([expected].flat().includes(answer.status)) return answer
  throw new WrongAnswer(`${method} ${path} was answered ${answer.status} ${answer.body.slice(0, 300)}`, answer.status)
}

/** Sends and reads JSON; the caller names the shape it is about to look into. */
export async function askJson<T>(
  line: Line,
  expected: number,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const wish =
    body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(body)) }
  const answer = await ask(line, expected, method, path, wish)
  return JSON.parse(answer.body) as T
}

/** Far longer than any answer here takes, also on a machine that does other things. */
const PATIENCE_MS = 60_000

async function dial(what: string, work: () => Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new WrongAnswer(`${what} was not answered`)), PATIENCE_MS)
  })
  try {
    return await Promise.race([work(), late])
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const message = error instanceof Error ? error.message : ''
    if (/^E(CONN|PIPE)/.test(code) || /socket hang up|aborted/.test(message)) throw new VaultDied(message)
    throw error
  } finally {
    clearTimeout(timer)
  }
}
