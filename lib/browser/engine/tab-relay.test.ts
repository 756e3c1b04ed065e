import { describe, expect, it } from 'vitest'
import type { SeekLeadership } from './leadership.ts'
import { TabRelay } from './tab-relay.ts'

interface Word {
  id: string
  text: string
}
interface Words {
  ready: boolean
  words: readonly Word[]
  loud: boolean
}
type Say = { kind: 'say'; id: string; text: string } | { kind: 'forget'; id: string }

/** Tabs of one browser: one lock, one channel, one store. */
function openBrowser() {
  const stored = new Map<string, Word>()
  const channels = new Set<{ onmessage: ((event: MessageEvent) => void) | null }>()
  const line: (() => void)[] = []
  const heard: string[] = []
  let isHeld = false
  let started = 0

  const seekLeadership: SeekLeadership = (onLead) => {
    let leads = false
    const lead = () => {
      leads = true
      isHeld = true
      onLead()
    }
    if (isHeld) line.push(lead)
    else lead()
    return () => {
      if (line.includes(lead)) line.splice(line.indexOf(lead), 1)
      if (!leads) return
      isHeld = false
      line.shift()?.()
    }
  }

  const openChannel = () => {
    const channel = {
      onmessage: null as ((event: MessageEvent) => void) | null,
      postMessage(data: unknown) {
        for (const other of channels) {
          if (other !== channel) queueMicrotask(() => other.onmessage?.(new MessageEvent('message', { data })))
        }
      },
      close: () => void channels.delete(channel),
    }
    channels.add(channel)
    // Only what a relay uses of it.
    return channel as unknown as BroadcastChannel
  }

  const openTab = (name: string) =>
    new TabRelay<Words, Word, Say, string>({
      channel: openChannel(),
      seekLeadership,
      createId: () => crypto.randomUUID(),
      nothing: { ready: false, words: [], loud: false },
      recordsOf: ({ words }) => words,
      withRecords: (snapshot, words) => ({ ...snapshot, words }),
      onNote: (note) => heard.push(`${name} heard ${note}`),
      createEngine: (onChange) => {
        const words = new Map<string, Word>()
        const snapshot = () => ({ ready: true, words: [...words.values()], loud: true })
        return {
          async start() {
            started++
            for (const word of stored.values()) words.set(word.id, word)
          },
          do(command) {
            if (command.kind === 'say') words.set(command.id, { id: command.id, text: command.text })
            else words.delete(command.id)
            onChange(snapshot())
          },
          snapshot,
          async close() {
            stored.clear()
            for (const word of words.values()) stored.set(word.id, word)
          },
        }
      },
    })
  const settle = () => new Promise((resolve) => setTimeout(resolve))
  return { openTab, settle, heard, started: () => started }
}

const textsOf = (tab: { getSnapshot: () => Words }) => tab.getSnapshot().words.map(({ text }) => text)

describe('an engine as every tab sees it', () => {
  it('is run by one of them, does what any of them wants, and is seen alike in all', async () => {
    const browser = openBrowser()
    const [first, second] = [browser.openTab('first'), browser.openTab('second')]
    await browser.settle()
    second.send({ kind: 'say', id: 'a', text: 'from the second' })
    first.send({ kind: 'say', id: 'b', text: 'from the first' })
    await browser.settle()
    for (const tab of [first, second]) expect(textsOf(tab).sort()).toEqual(['from the first', 'from the second'])
    expect(second.getSnapshot().loud).toBe(true)
    first.send({ kind: 'forget', id: 'a' })
    await browser.settle()
    expect(textsOf(second)).toEqual(['from the first'])
    expect(browser.started()).toBe(1)
  })

  it('tells a tab that opens later everything', async () => {
    const browser = openBrowser()
    const first = browser.openTab('first')
    await browser.settle()
    first.send({ kind: 'say', id: 'a', text: 'before' })
    const late = browser.openTab('late')
    await browser.settle()
    expect(textsOf(late)).toEqual(['before'])
  })

  it('goes on in another tab when the leader closes, with what no leader had taken', async () => {
    const browser = openBrowser()
    const [first, second] = [browser.openTab('first'), browser.openTab('second')]
    await browser.settle()
    first.send({ kind: 'say', id: 'a', text: 'written down' })
    await browser.settle()
    const closed = first.close()
    second.send({ kind: 'say', id: 'b', text: 'said to nobody' })
    await closed
    await browser.settle()
    expect(textsOf(second).sort()).toEqual(['said to nobody', 'written down'])
    expect(browser.started()).toBe(2)
  })

  it('is not started by a tab that was closed before its turn came', async () => {
    const browser = openBrowser()
    const tab = browser.openTab('brief')
    await tab.close()
    await browser.settle()
    expect(browser.started()).toBe(0)
  })

  it('passes on what tabs of its kind have to say besides', async () => {
    const browser = openBrowser()
    const [first] = [browser.openTab('first'), browser.openTab('second')]
    await browser.settle()
    first.note('who has these files?')
    await browser.settle()
    expect(browser.heard).toEqual(['second heard who has these files?'])
  })
})
