import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KINDS, kindOf } from './kind.ts'

describe('kindOf', () => {
  it.each([
    ['IMG_0001.HEIC', undefined, 'photo'],
    ['a.jpg', 'application/octet-stream', 'photo'],
    ['film.mkv', undefined, 'film'],
    ['speech.M4A', 'video/mp4', 'sound'],
    ['recipe.pdf', undefined, 'paper'],
    ['talk.pptx', undefined, 'paper'],
    ['Packing list.xlsx', undefined, 'table'],
    ['bank.csv', 'text/plain', 'table'],
    ['backup.tar.gz', undefined, 'archive'],
    ['Scans 1974–1989.zip', undefined, 'archive'],
    ['notes.txt', undefined, 'text'],
    ['main.ts', 'video/mp2t', 'film'],
    ['page.html', 'text/html; charset=utf-8', 'text'],
    ['README', undefined, 'text'],
    ['', '', 'text'],
    ['no ending', 'image/png', 'photo'],
    ['no ending', 'VIDEO/MP4; codecs="avc1"', 'film'],
    ['no ending', 'audio/mpeg', 'sound'],
    ['no ending', 'application/pdf', 'paper'],
    ['x', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'paper'],
    ['x', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'table'],
    ['x', 'application/vnd.oasis.opendocument.text', 'paper'],
    ['x', 'application/zip', 'archive'],
    ['x', 'application/json', 'text'],
    ['x', null, 'text'],
    ['.zip', undefined, 'text'],
  ])('takes %j of type %j for %s', (name, mime, kind) => {
    expect(kindOf(name, mime)).toBe(kind)
  })

  it('always knows one', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (name, mime) => KINDS.includes(kindOf(name, mime))))
  })

  it('knows an ending in one kind only', () => {
    const endings = ['jpg', 'mp4', 'mp3', 'pdf', 'csv', 'zip', 'ts', 'db']
    expect(new Set(endings.map((ending) => kindOf(`a.${ending}`))).size).toBe(KINDS.length)
  })
})
