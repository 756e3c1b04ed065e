import { absenceRecord, isSameData, type Link, recordsOf, TTL_SECONDS } from './address-records.ts'
import { type DnsMessage, type DnsRecord, EMPTY_MESSAGE, type Question, TYPE } from './dns-message.ts'

/** RFC 6762 section 6.7: what an ordinary resolver hears must not stay with it for long. */
const LEGACY_TTL_SECONDS = 10

/**
 * The answer to what was asked about our name on this link; null when nothing was, or the asker knows it already.
 * A query from another port than 5353 comes from an ordinary resolver and is answered in its own way (section 6.7).
 */
export function answerQuery(query: DnsMessage, fullName: string, link: Link, legacy: boolean): DnsMessage | null {
  const asked = query.questions.filter(({ name }) => name === fullName)
  if (asked.length === 0) return null
  const own = recordsOf(fullName, link)
  const wanted = new Set(asked.flatMap((question) => recordsFor(question, own, fullName)))
  const answers = [...wanted].filter((record) => !isKnown(record, query.answers))
  if (answers.length === 0) return null
  const additionals = own.filter((record) => !answers.includes(record) && !isKnown(record, query.answers))
  if (!legacy) return { ...EMPTY_MESSAGE, isResponse: true, answers, additionals }
  const plain = (record: DnsRecord): DnsRecord => ({ ...record, unique: false, ttlSeconds: LEGACY_TTL_SECONDS })
  const questions = asked.map((question) => ({ ...question, unicast: false }))
  return { ...EMPTY_MESSAGE, id: query.id, isResponse: true, questions, answers: answers.map(plain) }
}

function recordsFor({ type }: Question, own: readonly DnsRecord[], fullName: string): readonly DnsRecord[] {
  const matching = type === TYPE.ANY ? own : own.filter((record) => record.type === type)
  if (matching.length > 0) return matching
  return [absenceRecord(fullName, [...new Set(own.map((record) => record.type))])]
}

/** Section 7.1: who named our answer with at least half of its life left knows it. */
function isKnown(record: DnsRecord, known: readonly DnsRecord[]): boolean {
  return known.some((one) => one.name === record.name && isSameData(one, record) && one.ttlSeconds >= TTL_SECONDS / 2)
}
