import * as acting from './acting.ts'
import { askJson, type Line } from './line.ts'
import { type Dice, rollDice } from './seeded.ts'
import { cancelUpload, putFile, sendPieces } from './sending.ts'
import { certainPath, newSent, type Sent } from './sent.ts'

export type Act = 'send' | 'put' | 'goOn' | 'replace' | 'rename' | 'move' | 'trash' | 'restore' | 'folder' | 'cancel'
/** How often somebody does what. */
export type Mix = Readonly<Record<Act, number>>

export const MIXED: Mix = {
  ...{ send: 4, put: 2, goOn: 4, replace: 2, rename: 2, move: 3, trash: 2, restore: 2, folder: 2, cancel: 1 },
}

export interface House {
  /** By the ids of the places. */
  readonly slugs: ReadonlyMap<string, string>
}

/** One person with folders of their own, who does one thing after the other and remembers every answer. */
export class Housemate {
  readonly sent: Sent[] = []
  readonly folders: acting.Folder[] = []
  readonly #name: string
  readonly #dice: Dice
  readonly #house: House
  #count = 0

  constructor(name: string, seed: number, house: House) {
    this.#name = name
    this.#dice = rollDice(seed)
    this.#house = house
  }

  async moveIn(line: Line): Promise<void> {
    const places = [...this.#house.slugs.values()]
    for (const [index, place] of [...places, ...places.slice(0, 1)].entries()) {
      const name = `${this.#name}-${index}`
      const { id } = await askJson<{ id: string }>(line, 201, 'POST', `/api/places/${place}/folders`, { name })
      this.folders.push({ place, path: name, entryId: id, trashedBy: null, isHeld: false })
    }
  }

  /** @throws VaultDied, WrongAnswer */
  async act(line: Line, mix: Mix): Promise<void> {
    switch (this.#dice.weighed(mix)) {
      case 'send':
        return this.#send(line, this.#newFile(null), 'tus')
      case 'put':
        return this.#send(line, this.#newFile(null), 'put')
      case 'replace':
        return this.#replace(line)
      case 'goOn':
        return this.#goOn(line)
      case 'cancel':
        return this.#cancel(line)
      case 'rename':
        return this.#withFile(line, (sent) => acting.renameFile(line, sent, this.#newName('r')))
      case 'move':
        return this.#withFile(line, (sent) => acting.moveFile(line, sent, this.#target()))
      case 'trash':
        return this.#withFile(line, (sent) => acting.trashFile(line, sent))
      case 'restore':
        return this.#restore(line)
      case 'folder':
        return this.#withFolder(line)
    }
  }

  /** Files that are neither in doubt nor in anybody's way. */
  #free(): Sent[] {
    return this.sent.filter((sent) => !sent.isHeld && sent.entryId !== null && certainPath(sent) !== null)
  }

  #newName(prefix: string): string {
    return `${prefix}${++this.#count}-${this.#name}.bin`
  }

  #target(): { place: string; path: string } {
    const folder = this.#dice.pick(this.folders.filter(({ trashedBy, isHeld }) => trashedBy === null && !isHeld))
    if (folder !== undefined && this.#dice.next() < 0.8) return { place: folder.place, path: folder.path }
    return { place: this.#dice.pick([...this.#house.slugs.values()]) ?? '', path: '' }
  }

  #newFile(replaces: Sent | null): Sent {
    const key = this.#newName('f')
    const path = replaces === null ? null : certainPath(replaces)
    const target = path === null ? this.#target() : null
    const [place = '', ...rest] = path?.split('/') ?? []
    const sent = newSent({
      ...{ key, replaces, sizeBytes: this.#size(), seed: this.#dice.between(1, 2 ** 30) },
      ...(target === null
        ? { place, folder: rest.slice(0, -1).join('/'), name: rest.at(-1) ?? '' }
        : { place: target.place, folder: target.path, name: key }),
    })
    this.sent.push(sent)
    return sent
  }

  #size(): number {
    const kind = this.#dice.next()
    if (kind < 0.5) return this.#dice.between(1, 30_000)
    return kind < 0.85 ? this.#dice.between(30_000, 700_000) : this.#dice.between(1 << 20, 5 << 19)
  }

  async #send(line: Line, sent: Sent, door: 'tus' | 'put'): Promise<void> {
    if (door === 'put') await putFile(line, sent)
    else if (!(await sendPieces(line, sent, this.#dice.between(0, 6), this.#dice))) return
    if (sent.replaces !== null) sent.replaces.isHeld = false
  }

  async #replace(line: Line): Promise<void> {
    const victim = this.#dice.pick(this.#free())
    if (victim === undefined) return this.#send(line, this.#newFile(null), 'put')
    const sent = this.#newFile(victim)
    victim.isHeld = true
    await this.#send(line, sent, this.#dice.next() < 0.5 ? 'put' : 'tus')
  }

  async #goOn(line: Line): Promise<void> {
    const waiting = this.#dice.pick(this.#waiting())
    await this.#send(line, waiting ?? this.#newFile(null), 'tus')
  }

  #waiting(): Sent[] {
    return this.sent.filter(
      ({ address, cancelled, spots }) => address !== null && !cancelled && spots[0]?.kind === 'nowhere',
    )
  }

  async #cancel(line: Line): Promise<void> {
    const waiting = this.#dice.pick(this.#waiting().filter(({ spots }) => spots.length === 1))
    if (waiting === undefined) return sendPieces(line, this.#newFile(null), 0, this.#dice).then(() => {})
    await cancelUpload(line, waiting)
    if (waiting.replaces !== null) waiting.replaces.isHeld = false
  }

  async #withFile(line: Line, work: (sent: Sent) => Promise<void>): Promise<void> {
    const sent = this.#dice.pick(this.#free())
    if (sent === undefined) return this.#send(line, this.#newFile(null), 'put')
    // Whoever got no answer leaves the file alone until it was seen again.
    sent.isHeld = true
    await work(sent)
    sent.isHeld = false
  }

  async #restore(line: Line): Promise<void> {
    const trashed = this.#dice.pick(
      this.sent.filter(({ trashedBy, spots, isHeld }) => trashedBy?.job && !isHeld && spots[0]?.kind === 'trash'),
    )
    if (trashed === undefined) return this.#withFile(line, (sent) => acting.trashFile(line, sent))
    trashed.isHeld = true
    await acting.restoreFile(line, trashed, (id) => this.#house.slugs.get(id) ?? id)
    trashed.isHeld = false
  }

  async #withFolder(line: Line): Promise<void> {
    const folder = this.#dice.pick(this.folders.filter(({ isHeld }) => !isHeld))
    if (folder === undefined) return
    const slugOf = (id: string): string => this.#house.slugs.get(id) ?? id
    if (folder.trashedBy !== null) {
      const files = this.sent.filter(({ trashedIn }) => trashedIn === folder.entryId)
      return holding([folder, ...files], () => acting.restoreFolder(line, folder, files, slugOf))
    }
    const below = `${folder.place}/${folder.path}/`
    const files = this.sent.filter(({ spots }) =>
      spots.some((spot) => spot.kind === 'listed' && spot.path?.startsWith(below)),
    )
    if (files.some((file) => file.isHeld || certainPath(file) === null || file.entryId === null)) return
    await holding([folder, ...files], () =>
      this.#dice.next() < 0.5
        ? acting.renameFolder(line, folder, files, `${this.#name}-f${++this.#count}`)
        : acting.trashFolder(line, folder, files),
    )
  }
}

async function holding(held: readonly { isHeld: boolean }[], work: () => Promise<void>): Promise<void> {
  for (const one of held) one.isHeld = true
  await work()
  for (const one of held) one.isHeld = false
}
