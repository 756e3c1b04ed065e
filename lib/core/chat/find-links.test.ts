import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { findLinks } from './find-links.ts'

const linksIn = (text: string) => findLinks(text).flatMap((part) => (part.kind === 'link' ? [part.href] : []))

describe('links in a text', () => {
  test.each([
    ['see https://example.org/a?b=c#d', ['https://example.org/a?b=c#d']],
    ['https://example.org.', ['https://example.org']],
    ['(https://example.org/a_(b))', ['https://example.org/a_(b)']],
    [
      'is it http://10.0.0.5:8080/place?id=main, or http://nas.local!',
      ['http://10.0.0.5:8080/place?id=main', 'http://nas.local'],
    ],
    ['HTTPS://Example.org/Path', ['https://Example.org/Path']],
    ['http://[::1]:80/x', ['http://[::1]:80/x']],
    ['https://bücher.example/straße', ['https://bücher.example/straße']],
    ['“https://example.org/quoted”', ['https://example.org/quoted']],
  ])('in %j are %j', (text, links) => {
    expect(linksIn(text)).toEqual(links)
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt://example.org/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.org',
    'https://',
    'https:///nowhere',
    'http://.',
    'https://user:secret@example.org',
    'https://bank.example@evil.example/',
    'xhttps://example.org',
    'https://-',
    `https://example.org/${'x'.repeat(3000)}`,
    'www.example.org',
  ])('in %j is none', (text) => {
    expect(linksIn(text)).toEqual([])
  })

  it('never lets markup or a quote into an address', () => {
    expect(findLinks('https://example.org/"onmouseover=alert(1)')).toEqual([
      { kind: 'link', text: 'https://example.org/', href: 'https://example.org/' },
      { kind: 'text', text: '"onmouseover=alert(1)' },
    ])
    expect(linksIn('https://example.org/<script>alert(1)</script>')).toEqual(['https://example.org/'])
  })

  it('leaves every character where it was, and gives only addresses that a browser reads alike', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.constantFrom('https://', 'javascript:', '(', ')', '.', ' ', '\u202e', '<a href=', '@'),
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        const parts = findLinks(text)
        expect(parts.map((part) => part.text).join('')).toBe(text)
        for (const part of parts) {
          if (part.kind === 'text') continue
          expect(part.href).toMatch(/^https?:\/\//)
          if (!URL.canParse(part.href)) continue
          const url = new URL(part.href)
          expect(['http:', 'https:']).toContain(url.protocol)
          expect(url.username + url.password).toBe('')
        }
      }),
    )
  })
})
