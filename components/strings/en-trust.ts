import type { TrustState } from '#lib/browser/trust/check-trust.ts'

/** The live check behind the way to https, which is a page of its own. */
export function englishTrust() {
  return {
    title: 'Is it secure?',
    checking: 'Checking...',
    again: 'Check again',
    open: 'Open the vault',
    steps: 'Show the steps',
    selfTest: 'Run the whole self-test',
    at: (host: string) => `You are at ${host}.`,
    byAddress:
      'If the router gives the vault another address, this one ends: open the new one then, and add the app again.',
    byName: 'The vault keeps this name when its address changes.',
    states: {
      secure: {
        title: 'Secure',
        help: 'This device trusts the vault. Everything between them is encrypted, and the app can be installed.',
      },
      insecure: {
        title: 'Not encrypted',
        help: 'This page came over plain http. The app cannot be installed, and everybody in this network can read along.',
      },
      untrusted: {
        title: 'Encrypted, but not trusted',
        help: 'A warning was clicked away here. The vault works, but not as an app, until the certificate is installed on this device.',
      },
      workerless: {
        title: 'Encrypted, but this window keeps nothing',
        help: 'This browser has no workers, often because the window is a private one. Open the vault in a normal window to install it.',
      },
    } satisfies Record<TrustState, { title: string; help: string }>,
  }
}
