/** An encoding by the name that `TextDecoder` knows. */
export type Charset = string

/** What the old programs of a language wrote, by its code. */
const OLD: Readonly<Record<string, Charset>> = {
  ...spread('windows-1250', 'cs cze ces pl pol hu hun sk slo slk sl slv hr hrv ro rum ron bs bos sq alb sqi'),
  ...spread('windows-1251', 'ru rus uk ukr bg bul sr srp mk mac mkd be bel'),
  ...spread('windows-1253', 'el gre ell'),
  ...spread('windows-1254', 'tr tur az aze'),
  ...spread('windows-1255', 'he heb'),
  ...spread('windows-1256', 'ar ara fa per fas ur urd'),
  ...spread('windows-1257', 'lt lit lv lav et est'),
  ...spread('windows-1258', 'vi vie'),
  ...spread('windows-874', 'th tha'),
  ...spread('shift_jis', 'ja jpn'),
  ...spread('euc-kr', 'ko kor'),
  ...spread('gb18030', 'zh chi zho zh-cn zh-hans'),
  ...spread('big5', 'zh-tw zh-hk zh-hant'),
}

function spread(charset: Charset, languages: string): Record<string, Charset> {
  return Object.fromEntries(languages.split(' ').map((language) => [language, charset]))
}

/**
 * How the bytes of a subtitle file spell letters: by their mark, by being UTF-8, by their zeros, by the language that the
 * file's name says, and last by the letters that would come out.
 * @param language as in the name of the file, null when it says none
 */
export function charsetOf(bytes: Uint8Array, language: string | null): Charset {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 4_000)
  const zeros = (odd: 0 | 1) => sample.filter((byte, at) => byte === 0 && at % 2 === odd).length
  if (zeros(1) > sample.length / 5) return 'utf-16le'
  if (zeros(0) > sample.length / 5) return 'utf-16be'
  if (isUtf8(bytes)) return 'utf-8'
  return OLD[language?.toLowerCase() ?? ''] ?? (looksCyrillic(bytes) ? 'windows-1251' : 'windows-1252')
}

/** Whether every sequence is one of UTF-8 (RFC 3629); one that is cut off at the end is forgiven. */
export function isUtf8(bytes: Uint8Array): boolean {
  let follow = 0
  for (const byte of bytes) {
    if (follow > 0) {
      if ((byte & 0xc0) !== 0x80) return false
      follow--
    } else if (byte >= 0x80) {
      follow = byte >= 0xc2 && byte <= 0xdf ? 1 : (byte & 0xf0) === 0xe0 ? 2 : byte >= 0xf0 && byte <= 0xf4 ? 3 : -1
      if (follow === -1) return false
    }
  }
  return true
}

/** In Cyrillic nearly every letter lies above ASCII; in Latin scripts few of them do. */
function looksCyrillic(bytes: Uint8Array): boolean {
  let high = 0
  let letters = 0
  for (const byte of bytes) {
    if (byte >= 0xc0) high++
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) letters++
  }
  return high > letters
}
