import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addOlder, applyChanges, hear, type MessageLog, refreshMessages, startLog } from './message-log.ts'

interface Message {
  id: string
  seq: number
  rev: number
  text: string
}
const message = (seq: number, rev = seq, text = 'x'): Message => ({ id: `m${seq}`, seq, rev, text })
const seqs = (log: MessageLog<Message>) => log.messages.map(({ seq }) => seq)

describe('what a page knows of a conversation', () => {
  const log = startLog({ messages: [message(4), message(5)], rev: 5, nextCursor: '4' })

  it('grows by what is told next', () => {
    expect(hear(log, message(6))).toMatchObject({ log: { rev: 6 }, missed: false })
    expect(seqs(hear(log, message(6)).log)).toEqual([4, 5, 6])
  })

  it('shows a message after a gap, and knows that something was missed', () => {
    const heard = hear(log, message(8))
    expect(heard).toMatchObject({ log: { rev: 5 }, missed: true })
    const whole = applyChanges(heard.log, [message(6), message(7), message(8)], 8)
    expect(seqs(whole)).toEqual([4, 5, 6, 7, 8])
    expect(whole.rev).toBe(8)
  })

  it('takes the same news twice as once, and older news not at all', () => {
    const once = hear(log, message(5, 6, 'deleted')).log
    expect(hear(once, message(5, 6, 'deleted')).log.messages).toEqual(once.messages)
    expect(hear(once, message(5, 5, 'x')).log.messages.at(-1)?.text).toBe('deleted')
    expect(hear(once, message(5, 5, 'x')).missed).toBe(false)
  })

  it('leaves no hole for a change of a message that was not read yet', () => {
    const heard = hear(log, message(1, 6, 'deleted'))
    expect(heard).toMatchObject({ missed: false, log: { rev: 6 } })
    expect(seqs(heard.log)).toEqual([4, 5])
    const whole = addOlder(heard.log, { messages: [message(1, 6), message(2), message(3)], nextCursor: null })
    expect(seqs(whole)).toEqual([1, 2, 3, 4, 5])
    expect(whole.olderCursor).toBeNull()
  })

  it('looks at messages again without learning of others', () => {
    const again = refreshMessages(log, [message(5, 5, 'its entry is gone'), message(9)])
    expect(again.messages.map(({ text }) => text)).toEqual(['x', 'its entry is gone'])
    expect(again.rev).toBe(5)
  })

  it('ends whole and in order, whatever is lost, doubled or late on the way', () => {
    const event = fc.record({ at: fc.nat(30), lost: fc.boolean(), late: fc.nat(4), deletes: fc.boolean() })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        // The vault: every event is a change with the next number.
        const stored = new Map<string, Message>()
        let rev = 0
        const told: { message: Message; when: number }[] = []
        for (const [when, { at, lost, late, deletes }] of events.entries()) {
          rev++
          const old = [...stored.values()][at]
          const next = deletes && old ? { ...old, rev, text: '' } : message(rev)
          stored.set(next.id, next)
          if (!lost) told.push({ message: next, when: when + late }, { message: next, when })
        }
        // The page: hears in whatever order, and asks when it missed something.
        let known = startLog<Message>({ messages: [], rev: 0, nextCursor: null })
        const ask = () => {
          const changed = [...stored.values()].filter((one) => one.rev > known.rev)
          known = applyChanges(known, changed, rev)
        }
        for (const { message: one } of told.sort((a, b) => a.when - b.when)) {
          const heard = hear(known, one)
          known = heard.log
          if (heard.missed) ask()
        }
        ask()
        expect(known.messages).toEqual([...stored.values()].sort((a, b) => a.seq - b.seq))
      }),
    )
  })
})
