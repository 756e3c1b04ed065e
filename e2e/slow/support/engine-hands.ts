import type { Engine } from './engines.ts'

const PATIENCE_MS = 60_000
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** A person at a browser that speaks WebDriver. Things are found by their words, as a person finds them. */
export type EngineHands = ReturnType<typeof handsOf>

export function handsOf({ send }: Engine) {
  /** Runs in the page; waits for what it promises. */
  async function run<T, Args extends readonly unknown[]>(
    code: (...args: Args) => T | Promise<T>,
    ...args: Args
  ): Promise<T> {
    // The names that the compiler of these scripts gives to functions are nothing to the page.
    const script = `const __name = (named) => named; return (${code}).apply(null, arguments)`
    return (await send('execute', { script, args })) as T // what the page gave back, by its own type
  }

  async function until<T>(what: string, holds: () => Promise<T | null | false>): Promise<T> {
    const deadline = performance.now() + PATIENCE_MS
    let last: unknown = null
    while (performance.now() < deadline) {
      const found = await holds().catch((error: unknown) => {
        last = error
        return null
      })
      if (found !== null && found !== false) return found
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    throw new Error(`not after ${PATIENCE_MS / 1000} s: ${what}`, { cause: last })
  }

  const find = (xpath: string): Promise<string> =>
    until(xpath, async () => {
      const found = (await send('find', { using: 'xpath', value: xpath })) as Record<string, string>
      return found[ELEMENT] ?? null
    })

  /** An element may be drawn anew, or still be moving, in the moment it is pressed. */
  const onElement = (xpath: string, act: (id: string) => Promise<unknown>) =>
    until(xpath, async () => {
      await act(await find(xpath))
      return true
    })

  return {
    run,
    until,
    find,
    go: (url: string) => send('navigate', { url }),
    reload: () => send('refresh'),
    forgetCookies: () => send('deleteCookies'),
    picture: async () => Buffer.from(String(await send('picture')), 'base64'),
    press: (xpath: string) => onElement(xpath, (id) => send('click', { id })),
    type: (xpath: string, text: string) =>
      onElement(xpath, async (id) => {
        await send('clear', { id })
        await send('sendKeys', { id, text })
      }),
    /** Gives files of this machine to an input, in the place of the dialog of the system. */
    choose: async (xpath: string, path: string) => void (await send('sendKeys', { id: await find(xpath), text: path })),
    askForMenu: (xpath: string) =>
      onElement(xpath, async (id) => {
        const move = { type: 'pointerMove', duration: 0, x: 0, y: 0, origin: { [ELEMENT]: id } }
        const actions = [move, { type: 'pointerDown', button: 2 }, { type: 'pointerUp', button: 2 }]
        await send('actions', {
          actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }],
        })
        await send('find', { using: 'xpath', value: '//*[@role="menu"]' })
      }),
    see: (words: string) => find(`//body//*[text()[contains(normalize-space(.), "${words}")]]`),
    at: (path: string) => until(`the page ${path}`, () => run((wanted) => location.pathname === wanted, path)),
    leftFrom: (path: string) => until(`away from ${path}`, () => run((wanted) => location.pathname !== wanted, path)),
  }
}

export const button = (name: string) =>
  `//button[normalize-space(.)="${name}" or @aria-label="${name}"][not(@disabled)]`
export const field = (label: string) =>
  `//input[@id=//label[normalize-space(.)="${label}"]/@for or @aria-label="${label}"]`
export const menuItem = (name: string) => `//*[starts-with(@role, "menuitem")][normalize-space(.)="${name}"]`
export const withText = (text: string) => `(//main//*[normalize-space(.)="${text}"])[last()]`
