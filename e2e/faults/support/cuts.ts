import { type Act, MIXED, type Mix } from './housemate.ts'
import type { Dice } from './seeded.ts'

/** When the vault dies, and what people do meanwhile. */
export interface Cut {
  readonly name: string
  readonly mix: Mix
  /** For HEARTH_TEST_FAULT; null: at a random moment. */
  readonly fault: string | null
  /** The moment, counted in answers; for a fault the patience with it. */
  readonly answers: number
  readonly delayMs: number
}

const mostly = (...acts: readonly Act[]): Mix => {
  const few: Mix = {
    send: 1,
    put: 0,
    goOn: 1,
    replace: 0,
    rename: 0,
    move: 0,
    trash: 0,
    restore: 0,
    folder: 0,
    cancel: 0,
  }
  return { ...few, ...Object.fromEntries(acts.map((act) => [act, 12])) }
}

const RELOCATE = ['intended', 'placed', 'targets synced', 'sources removed', 'synced'] as const
const PUBLISH = ['intended', 'placed', 'synced', 'recorded'] as const
const SENDING = mostly('send', 'goOn', 'put')

/** Every step between which the vault may end, with the work that passes it. */
const POINTS: readonly { readonly point: string; readonly act: string; readonly mix: Mix }[] = [
  ...(['rename', 'move', 'trash', 'restore', 'folder'] as const).flatMap((act) =>
    RELOCATE.map((step) => ({ point: `relocate: ${step}`, act, mix: mostly(act) })),
  ),
  ...PUBLISH.flatMap((step) => [
    { point: `publish: ${step}`, act: 'send', mix: SENDING },
    { point: `publish: ${step}`, act: 'replace', mix: mostly('replace') },
  ]),
  { point: 'publish: version kept', act: 'replace', mix: mostly('replace') },
  ...['create:before-row', 'create:after-row', 'receive:before-sync', 'receive:after-sync', 'receive:after-record'].map(
    (point) => ({ point, act: 'send', mix: SENDING }),
  ),
  ...['finish:before-mark', 'finish:after-mark', 'finish:before-publish', 'finish:after-publish'].map((point) => ({
    ...{ point, act: 'send', mix: SENDING },
  })),
  { point: 'cancel:after-row', act: 'cancel', mix: mostly('cancel', 'send') },
]

const PATIENCE_ANSWERS = 120

/** Two of three cuts hit a step, each step in its turn from a random one on; the others come at a random moment. */
export function planCuts(count: number, dice: Dice): Cut[] {
  const first = dice.between(0, POINTS.length)
  return Array.from({ length: count }, (_, index): Cut => {
    // 7 and the number of points have no common divisor, so all have their turn, and neighbours differ.
    const step = index % 3 === 2 ? undefined : POINTS[(first + 7 * (index - Math.floor(index / 3))) % POINTS.length]
    if (step === undefined) {
      const answers = dice.between(4, 60)
      return { name: `after ${answers} answers`, mix: MIXED, fault: null, answers, delayMs: dice.between(0, 25) }
    }
    const passes = dice.between(1, 4)
    return {
      name: `${step.act}, ${step.point} (${passes})`,
      ...{ mix: step.mix, fault: `${step.point}:${passes}`, answers: PATIENCE_ANSWERS, delayMs: 0 },
    }
  })
}
