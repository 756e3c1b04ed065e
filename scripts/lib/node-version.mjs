const NEEDED = [20, 19]

/** Stops with plain words under a Node that cannot run the vault. Written so that even old ones can read this file. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return
  console.error(
    `Hearth needs Node.js ${NEEDED.join('.')} or later; this is ${process.versions.node}.\n` +
      'Install a newer one from https://nodejs.org or with your package manager, then type the same command again.',
  )
  process.exit(1)
}
