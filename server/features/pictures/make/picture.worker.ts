import { makePicture } from './make-picture.ts'
import { type MakeRequest, type MakerMessage, NO_FACTS } from './messages.ts'

/** One picture at a time, in a process that is forked by the vault and ends with it. */
const tell = (message: MakerMessage): void => {
  process.send?.(message)
}

process.on('disconnect', () => {
  try {
    // It leads its group: what it started goes with it.
    process.kill(-process.pid, 'SIGKILL')
  } catch {
    process.exit(0)
  }
})
process.on('message', (request: MakeRequest) => {
  void makePicture(request, tell)
    .catch(() => ({ pictures: [], hash: null, failure: 'broken' as const, facts: NO_FACTS }))
    .then((answer) => tell({ kind: 'answer', answer }))
})
tell({ kind: 'ready' })
