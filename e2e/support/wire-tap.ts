/** Bytes of bodies that passed on a line, by what they were bodies of. */
export interface WireCounts {
  /** What was sent of an upload, by its file name. */
  readonly sent: ReadonlyMap<string, number>
  /** What came of a content, by the id of its entry; with the heads of the answers. */
  readonly came: ReadonlyMap<string, number>
}

export interface TappedConnection {
  /** From the browser to the vault. */
  up(piece: Buffer): void
  down(piece: Buffer): void
}

const HEAD_ENDS = '\r\n\r\n'

/**
 * Reads along on connections of HTTP/1.1 and changes nothing: whose bytes they are, as the vault is told it. Browsers ask one
 * thing at a time on a connection, so what comes down belongs to what was asked last.
 */
export function createWireTap() {
  const sent = new Map<string, number>()
  const came = new Map<string, number>()
  /** What the vault answered to a creation. */
  const names = new Map<string, string>()

  function connect(): TappedConnection {
    let head = Buffer.alloc(0)
    let bodyLeft = 0
    let file: string | null = null
    let entry: string | null = null
    /** The file of a creation that was not answered yet. */
    let created: string | null = null
    let answer = ''
    let isOver = false

    function begin(text: string): void {
      const [, method = '', path = ''] = /^(\S+) (\S+)/.exec(text) ?? []
      bodyLeft = Number(headerOf(text, 'content-length') ?? 0)
      isOver = headerOf(text, 'upgrade') !== null
      created = method === 'POST' && path === '/api/uploads' ? fileNameOf(text) : null
      answer = ''
      file = created ?? (method === 'PATCH' ? (names.get(path) ?? null) : null)
      entry = method === 'GET' ? (/^\/api\/files\/([^/]+)\/content/.exec(path)?.[1] ?? null) : null
    }

    return {
      up(piece) {
        for (let rest = piece; rest.byteLength > 0 && !isOver; ) {
          if (bodyLeft > 0) {
            const bytes = Math.min(bodyLeft, rest.byteLength)
            bodyLeft -= bytes
            rest = rest.subarray(bytes)
            if (file !== null) add(sent, file, bytes)
            continue
          }
          head = Buffer.concat([head, rest])
          const end = head.indexOf(HEAD_ENDS)
          if (end < 0) return
          begin(head.subarray(0, end).toString('latin1'))
          rest = head.subarray(end + HEAD_ENDS.length)
          head = Buffer.alloc(0)
        }
      },
      down(piece) {
        if (entry !== null) add(came, entry, piece.byteLength)
        if (created === null) return
        answer += piece.toString('latin1')
        if (!answer.includes(HEAD_ENDS)) return
        const address = headerOf(answer, 'location')
        if (address !== null) names.set(address, created)
        created = null
      },
    }
  }

  return { connect, counts: (): WireCounts => ({ sent: new Map(sent), came: new Map(came) }) }
}

function add(counts: Map<string, number>, key: string, bytes: number): void {
  counts.set(key, (counts.get(key) ?? 0) + bytes)
}

function headerOf(head: string, name: string): string | null {
  return new RegExp(`\\r\\n${name}: *([^\\r]*)`, 'i').exec(head)?.[1] ?? null
}

/** tus: keys with values in base64, separated by commas. */
function fileNameOf(head: string): string | null {
  const value = /(?:^|,)\s*filename ([^,\s]+)/.exec(headerOf(head, 'upload-metadata') ?? '')?.[1]
  return value === undefined ? null : Buffer.from(value, 'base64').toString()
}
