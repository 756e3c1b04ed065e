import type { Crumb } from '#components/ui/Breadcrumbs.tsx'
import type { PlaceAddress } from './place-address.ts'

/** The way from the place down to a folder. */
export function crumbsOf(placeName: string, path: string, href: (change: Partial<PlaceAddress>) => string): Crumb[] {
  const names = path === '' ? [] : path.split('/')
  const steps = names.map((name, depth) => ({ name, path: names.slice(0, depth + 1).join('/') }))
  return [{ name: placeName, path: '' }, ...steps].map((step) => ({
    id: `/${step.path}`,
    label: step.name,
    href: href({ path: step.path, entry: null, type: null, q: '' }),
  }))
}

/** The last name of a path, or the place's own at its root. */
export function folderNameOf(placeName: string, path: string): string {
  return path === '' ? placeName : path.slice(path.lastIndexOf('/') + 1)
}
