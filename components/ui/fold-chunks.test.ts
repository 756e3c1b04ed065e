import { expect, test } from 'vitest'
import { type ChunkState, foldChunks } from './fold-chunks.ts'

const chunks = (stored: number, moving: number, missing: number): ChunkState[] => [
  ...Array<ChunkState>(stored).fill('stored'),
  ...Array<ChunkState>(moving).fill('moving'),
  ...Array<ChunkState>(missing).fill('missing'),
]

test('draws one cell per chunk as long as they fit', () => {
  expect(foldChunks(chunks(2, 1, 1))).toEqual(['stored', 'stored', 'moving', 'missing'])
})

test('never draws more cells than fit', () => {
  expect(foldChunks(chunks(500, 500, 500))).toHaveLength(240)
})

test('calls a cell stored only when every chunk in it is', () => {
  expect(foldChunks(chunks(3, 0, 1), 2)).toEqual(['stored', 'moving'])
})

test('calls a cell missing only when nothing of it came', () => {
  expect(foldChunks(chunks(2, 0, 2), 2)).toEqual(['stored', 'missing'])
})

test('draws nothing for a file without chunks', () => {
  expect(foldChunks([])).toEqual([])
})
