import type { MessagePort } from 'node:worker_threads'
import { type AnswerMessage, type CallMessage, carryFailure } from './calls.ts'

export interface CallServer<Request, Answer> {
  /** Calls may overlap when it awaits. A thrown VaultError reaches the caller with its code, all else as `internal`. */
  handle(request: Request): Answer | Promise<Answer>
  /** Runs once, after which the thread ends. */
  close(): void
}

/** The worker's end of a WorkerCaller. */
export function serveCalls<Request, Answer>(port: MessagePort | null, server: CallServer<Request, Answer>): void {
  if (!port) throw new Error('this file runs as a worker thread')
  const answer = (message: AnswerMessage) => port.postMessage(message)
  port.on('message', async (message: CallMessage) => {
    if ('close' in message) {
      try {
        server.close()
      } finally {
        port.close()
      }
      return
    }
    try {
      // The caller's type parameter and this one name the same contract.
      answer({ id: message.id, answer: await server.handle(message.request as Request) })
    } catch (error) {
      answer({ id: message.id, failure: carryFailure(error) })
    }
  })
}
