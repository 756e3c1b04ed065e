/** What the visit asks of a page: each runs there, alone. */

export function canKeep(): boolean {
  return typeof navigator.storage?.getDirectory === 'function'
}

export async function countCopies(): Promise<number> {
  let copies = 0
  const root = await navigator.storage.getDirectory()
  const people = await root.getDirectoryHandle('people', { create: true })
  for await (const person of people.values()) {
    const folder = await (person as FileSystemDirectoryHandle).getDirectoryHandle('sources', { create: true })
    for await (const { name } of folder.values()) if (!name.endsWith('.part')) copies++
  }
  return copies
}

export async function countKept(): Promise<number> {
  let files = 0
  const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
    for await (const item of folder.values()) {
      if (item.kind === 'directory') await walk(item as FileSystemDirectoryHandle)
      else files++
    }
  }
  await walk(await navigator.storage.getDirectory())
  return files
}

export function lengthIs(seconds: number): boolean {
  const media = document.querySelector('video')
  return media !== null && Math.abs(media.duration - seconds) < 1
}

export function seekTo(seconds: number): void {
  const media = document.querySelector('video')
  if (media === null) throw new Error('there is no player')
  media.currentTime = seconds
}

export function isPaused(): boolean {
  return document.querySelector('video')?.paused !== false
}

export function playsAt(seconds: number): boolean {
  const media = document.querySelector('video')
  return media !== null && media.error === null && !media.seeking && media.currentTime > seconds + 0.3
}

export async function readRange(path: string): Promise<{ status: number; range: string }> {
  try {
    const answer = await fetch(path, { headers: { range: 'bytes=1000-1999' } })
    await answer.arrayBuffer()
    return { status: answer.status, range: answer.headers.get('content-range') ?? '' }
  } catch {
    return { status: 0, range: '' }
  }
}
