import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentDisposition } from './content-disposition.ts'

describe('contentDisposition', () => {
  it.each([
    ['plain name.pdf', 'attachment; filename="plain name.pdf"'],
    ['café.txt', 'attachment; filename="cafe.txt"; filename*=UTF-8\'\'caf%C3%A9.txt'],
    ['家族.jpg', 'attachment; filename="__.jpg"; filename*=UTF-8\'\'%E5%AE%B6%E6%97%8F.jpg'],
    ['🎉.png', 'attachment; filename="_.png"; filename*=UTF-8\'\'%F0%9F%8E%89.png'],
    ['say "hi".txt', 'attachment; filename="say _hi_.txt"; filename*=UTF-8\'\'say%20%22hi%22.txt'],
    ['100%41.txt', 'attachment; filename="100_41.txt"; filename*=UTF-8\'\'100%2541.txt'],
    ["it's (1)*é.txt", "attachment; filename=\"it's (1)*e.txt\"; filename*=UTF-8''it%27s%20%281%29%2A%C3%A9.txt"],
    ['a;b=c.txt', 'attachment; filename="a;b=c.txt"'],
    ['a\r\nSet-Cookie: x=y', 'attachment; filename="a__Set-Cookie: x=y"; filename*=UTF-8\'\'a__Set-Cookie%3A%20x%3Dy'],
    ['../../x', 'attachment; filename=".._.._x"'],
    ['photo\u202egpj.exe', 'attachment; filename="photogpj.exe"'],
    ['\ud800.txt', 'attachment; filename="_.txt"; filename*=UTF-8\'\'%EF%BF%BD.txt'],
    ['', 'attachment; filename="download"; filename*=UTF-8\'\''],
  ])('of %j', (name, expected) => {
    const header = contentDisposition('attachment', name)
    if (name.includes('\r')) expect(header).not.toMatch(/[\r\n]/)
    else expect(header).toBe(expected)
  })

  it('can be inline', () => {
    expect(contentDisposition('inline', 'a.jpg')).toBe('inline; filename="a.jpg"')
  })

  it('is one line of printable ASCII that gives an ordinary name back exactly', () => {
    const anyName = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
    )
    fc.assert(
      fc.property(anyName, (name) => {
        const header = contentDisposition('attachment', name)
        expect(header).toMatch(
          /^attachment; filename="[^"\\%/]+"(; filename\*=UTF-8''(?:[A-Za-z0-9!#$&+\-.^_`|~]|%[0-9A-F]{2})*)?$/,
        )
        expect(header).toMatch(/^[\x20-\x7e]+$/)
        const exact = /filename\*=UTF-8''(.*)$/.exec(header)?.[1]
        const ordinary = !/[\p{C}/\\\u2028\u2029]/u.test(name) && name !== ''
        if (ordinary) expect(exact === undefined ? header.slice(22, -1) : decodeURIComponent(exact)).toBe(name)
      }),
      { numRuns: 2000 },
    )
  })
})
