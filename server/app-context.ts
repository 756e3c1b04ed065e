import type { SignInRefusal } from '#lib/contracts/http/sign-in-error.ts'

/** What next-auth needs of the running vault, and all that code of Next ever gets of it. */
export interface AuthDoor {
  /** For next-auth's protection against forged forms. */
  readonly secret: string
  cookieNames(secure: boolean): { readonly session: string; readonly csrf: string; readonly callback: string }
  /** How long a browser keeps the session's cookie. */
  readonly maxAgeSeconds: number
  signIn(request: SignInAtDoor): Promise<SignInAnswer>
  signOut(sessionId: string, address: string): Promise<void>
  isLive(sessionId: string): Promise<boolean>
  /** The value of the session's cookie, and back; null when the vault did not make it. */
  seal(sessionId: string): Promise<string>
  open(token: string): Promise<string | null>
}

export interface SignInAtDoor {
  readonly name: string
  readonly password: string
  /** Of the client, as the listener checked it. */
  readonly address: string
  readonly userAgent: string
  readonly secure: boolean
  /** The Cookie header: it names the device, and the session that this one follows. */
  readonly cookies: string
}

/** A value, not an exception: Next loads its own copies of our classes, so `instanceof` would not hold here. */
export type SignInAnswer =
  | { readonly kind: 'in'; readonly sessionId: string; readonly accountId: string; readonly name: string }
  | { readonly kind: 'refused'; readonly refusal: SignInRefusal }

/** The custom server and Next's bundles are one process but not one module graph: this symbol is where they meet. */
const DOOR = Symbol.for('hearth.vault')

/** Once, before Next starts. */
export function openAuthDoor(door: AuthDoor): void {
  // next-auth builds its addresses from the forwarded headers, which the listener overwrites with what it checked; what
  // the environment of this machine says of some other site must not lead people there.
  process.env.AUTH_TRUST_HOST = '1'
  delete process.env.NEXTAUTH_URL
  delete process.env.VERCEL
  Reflect.set(globalThis, DOOR, door)
}

/** Null while no vault runs in this process, as during `next build`. */
export function findAuthDoor(): AuthDoor | null {
  // Only openAuthDoor writes there.
  return (Reflect.get(globalThis, DOOR) as AuthDoor | undefined) ?? null
}
