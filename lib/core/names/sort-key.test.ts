import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameSortKey } from './sort-key.ts'

const encoder = new TextEncoder()
const anyText = fc.string({ unit: 'binary', maxLength: 20 })

function byUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function byBytes(left: string, right: string): number {
  return Math.sign(Buffer.compare(encoder.encode(left), encoder.encode(right)))
}

describe('nameSortKey', () => {
  it.each([
    [['img2.jpg', 'img10.jpg', 'img100.jpg']],
    [['9 lives.mp4', '10 things.mp4', '101 dogs.mp4']],
    [['trip.jpg', 'trip (1).jpg', 'trip (2).jpg', 'trip_v2.jpg', 'trips.jpg']],
    [['Äpfel.txt', 'banane.txt', 'Birne.txt', 'çay.txt', 'Zitrone.txt']],
    [['element.txt', 'Élise.txt', 'emil.txt']],
    [['ødegård.txt', 'œuf.txt', 'offer.txt', 'often.txt']],
    [['a.jpg', 'A.mp4', 'a.pdf']],
    [['IMG_0009.HEIC', 'img_00010.heic', 'IMG_0011.HEIC']],
    [['1.txt', '1 a.txt', 'a.txt', 'б.txt', '中.txt', '😀.txt']],
    [['иод', 'йод']],
    [['かき', 'がき']],
    [['Version 1.2', 'Version 1.10']],
    [[`${'9'.repeat(30)}.txt`, `1${'0'.repeat(30)}.txt`]],
  ])('sorts %j', (names) => {
    expect(names.toReversed().sort((left, right) => byUnits(nameSortKey(left), nameSortKey(right)))).toEqual(names)
  })

  it.each([
    ['Résumé.pdf', 'resume.pdf'],
    ['a 01', 'A 1'],
    ['ｆｕｌｌ１', 'full1'],
    ['Straße', 'strasse'],
    ['ёлка', 'елка'],
  ])('takes %s and %s for the same place', (left, right) => {
    expect(nameSortKey(left)).toBe(nameSortKey(right))
  })

  it('gives the same order by code units and by UTF-8 bytes', () => {
    fc.assert(
      fc.property(anyText, anyText, (left, right) => {
        const [a, b] = [nameSortKey(left), nameSortKey(right)]
        expect(byUnits(a, b)).toBe(byBytes(a, b))
      }),
      { numRuns: 5000 },
    )
  })

  it('orders numbers by value', () => {
    const numbers = fc.maxSafeNat()
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        const order = byUnits(nameSortKey(`a${left}.txt`), nameSortKey(`a${right}.txt`))
        expect(order).toBe(Math.sign(left - right))
      }),
    )
  })
})
