import { joinPath } from '#lib/core/names/place-path.ts'
import type { ChosenFile } from './walk-dropped.ts'

/** Systems write these beside every folder; nobody wants them in a vault. */
const LITTER = new Set(['.ds_store', 'thumbs.db', 'desktop.ini', '.localized'])

export function withoutLitter(files: readonly ChosenFile[]): ChosenFile[] {
  return files.filter(({ file }) => !LITTER.has(file.name.toLowerCase()))
}

/** Every folder of these paths, parents before what is in them. */
export function withParents(paths: readonly string[]): string[] {
  const all = new Set<string>()
  for (const path of paths) {
    const parts = path.split('/')
    for (const depth of parts.keys()) all.add(parts.slice(0, depth + 1).join('/'))
  }
  return [...all]
}

/** The files by the folder they go to, below the folder they are added to. */
export function byTargetFolder(files: readonly ChosenFile[], into: string): Map<string, ChosenFile[]> {
  const groups = new Map<string, ChosenFile[]>()
  for (const chosen of files) {
    const path = joinPath(into, chosen.path)
    const group = groups.get(path)
    if (group) group.push(chosen)
    else groups.set(path, [chosen])
  }
  return groups
}
