import type { BigIntStats } from 'node:fs'

/** What tells one observed content of a file from another. Decimal text, for inode and time exceed 2^53. */
export interface FileFacts {
  device: string
  inode: string
  sizeBytes: number
  mtimeNs: string
}

export function factsOf(stats: BigIntStats): FileFacts {
  return {
    device: stats.dev.toString(),
    inode: stats.ino.toString(),
    sizeBytes: Number(stats.size),
    mtimeNs: stats.mtimeNs.toString(),
  }
}

/** One file of one mount, whatever it is called. */
export function isSameFile(left: FileFacts, right: FileFacts): boolean {
  return left.device === right.device && left.inode === right.inode
}

/**
 * Whether nothing was written in between. A device number may change when a volume is mounted anew, and inodes mean
 * something within one mount only: then size and time decide.
 */
export function isSameContent(left: FileFacts, right: FileFacts): boolean {
  if (left.sizeBytes !== right.sizeBytes || left.mtimeNs !== right.mtimeNs) return false
  return left.device !== right.device || left.inode === right.inode
}

export function mtimeMsOf(facts: Pick<FileFacts, 'mtimeNs'>): number {
  return Number(BigInt(facts.mtimeNs) / 1_000_000n)
}
