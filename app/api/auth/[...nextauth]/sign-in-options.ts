import type { NextRequest } from 'next/server'
import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { type SignInRefusal, toSignInError } from '#lib/contracts/http/sign-in-error.ts'
import type { AuthDoor } from '#server/app-context.ts'

/** What became of one request, beside what next-auth says of it. */
export interface SignInOutcome {
  signedIn: boolean
  refusal: SignInRefusal | null
}

/** The origin that the browser used; the listener checked its Host before. */
export function originOf({ headers }: NextRequest): string {
  const scheme = headers.get('x-forwarded-proto') === 'https' ? 'https' : 'http'
  return `${scheme}://${headers.get('x-forwarded-host') ?? 'localhost'}`
}

/** Headers that the listener overwrote with what it checked; nothing in them is the client's own word. */
function arrivalOf({ headers }: NextRequest) {
  return {
    secure: headers.get('x-forwarded-proto') === 'https',
    address: headers.get('x-forwarded-for') ?? '',
    userAgent: headers.get('user-agent') ?? '',
    cookies: headers.get('cookie') ?? '',
  }
}

export function authOptions(door: AuthDoor, request: NextRequest, outcome: SignInOutcome): NextAuthOptions {
  const arrival = arrivalOf(request)
  const names = door.cookieNames(arrival.secure)
  /** A vault that cannot answer right now ends nobody's session: next-auth would take the cookie away. */
  const ask = async <T>(question: Promise<T>): Promise<T> => {
    try {
      return await question
    } catch (error) {
      outcome.refusal = { code: 'unavailable', retryAfterSeconds: null }
      throw error
    }
  }
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure: arrival.secure } as const
  return {
    secret: door.secret,
    useSecureCookies: arrival.secure,
    cookies: {
      sessionToken: { name: names.session, options },
      csrfToken: { name: names.csrf, options },
      callbackUrl: { name: names.callback, options },
    },
    session: { strategy: 'jwt', maxAge: door.maxAgeSeconds },
    jwt: {
      encode: ({ token }) => door.seal(String(token?.sid)),
      decode: async ({ token }) => {
        const sid = await door.open(token ?? '')
        return sid === null ? null : { sid }
      },
    },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { name: {}, password: {} },
        async authorize(typed) {
          const { name = '', password = '' } = typed ?? {}
          const answer = await door.signIn({ name: String(name), password: String(password), ...arrival })
          outcome.signedIn = answer.kind === 'in'
          if (answer.kind === 'in') return { id: answer.accountId, sid: answer.sessionId }
          outcome.refusal = answer.refusal
          throw new Error(toSignInError(answer.refusal))
        },
      }),
    ],
    callbacks: {
      // The token names the session and nothing else; whether that goes on is asked each time.
      async jwt({ token, user }) {
        if (user !== undefined && 'sid' in user) return { sid: user.sid }
        const sid = String(token.sid)
        if (!(await ask(door.isLive(sid)))) throw new Error('session_ended')
        return { sid }
      },
      session: ({ session }) => ({ expires: session.expires, user: {} }),
      // Nobody is sent anywhere: the page goes by itself, and a strange callbackUrl leads nowhere.
      redirect: () => originOf(request),
    },
    events: {
      signOut: ({ token }) => ask(door.signOut(String(token.sid), arrival.address)),
    },
    // What goes wrong here is an ended session or a strange request, which the answer says already.
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  }
}
