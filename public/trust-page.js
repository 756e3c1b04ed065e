// For the page on plain http that leads to https: tries which address of the vault this device reaches, and whether it
// trusts the certificate there. The page hands over names and port on its body.
const { hosts = '', port = '', device } = document.body.dataset
const names = hosts.split(' ').filter((host) => host !== '')
const isAddress = (host) => /^[\d.]+$/.test(host) || host.startsWith('[')
const find = (id) => document.getElementById(id)
const check = find('check')

/** A refused certificate, a name that is not known and silence all end in an error. */
async function answers(origin) {
  const aborter = new AbortController()
  const timer = setTimeout(() => aborter.abort(), 5000)
  try {
    const options = { mode: 'cors', credentials: 'omit', cache: 'no-store', signal: aborter.signal }
    return (await fetch(`${origin}/api/health`, options)).ok
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

/** The first of the hosts, in order of preference, whose https this device trusts. */
async function findTrusted() {
  const trusted = await Promise.all(names.map((host) => answers(`https://${host}:${port}`)))
  return names.find((_host, index) => trusted[index])
}

function showTrusted(host) {
  find('open').href = `https://${host}${port === '443' ? '' : `:${port}`}/trust?http=${location.port || '80'}`
  find('where').textContent = isAddress(host)
    ? `It goes on at ${host}. This device does not find the vault by name, so if the router gives it another address, open this page anew and add the app again.`
    : `It goes on at ${host}, which stays the same when the router gives the vault another address.`
  find('trusted').hidden = false
  find('way').className = 'done'
  find('result').replaceChildren()
  check.hidden = true
  find('trusted').scrollIntoView({ block: 'nearest' })
}

async function tell() {
  const name = names.find((host) => !isAddress(host))
  const knows =
    name !== undefined && (name === location.hostname || (await answers(`http://${name}:${location.port || 80}`)))
  const box = document.createElement('div')
  box.className = 'card wait'
  const title = document.createElement('h2')
  title.textContent = 'Not yet'
  const words = document.createElement('p')
  const under = knows ? ` It finds the vault as ${name}, and will use that.` : ''
  words.textContent = `This device does not trust the vault’s certificate so far. Look whether each step is done; some browsers have to be started again after the last one.${under}`
  box.append(title, words)
  find('result').replaceChildren(box)
}

let isLooking = false
/** @param {boolean} asked by a press, so that a no is said too */
async function look(asked) {
  if (isLooking || find('way').className === 'done') return
  isLooking = true
  check.disabled = asked
  if (asked) check.textContent = 'Checking...'
  try {
    const host = await findTrusted()
    if (host !== undefined) showTrusted(host)
    else if (asked) await tell()
  } finally {
    isLooking = false
    check.disabled = false
    check.textContent = 'Done, check it'
  }
}

// An iPad tells the server that it is a Mac.
if (device === 'macos' && navigator.maxTouchPoints > 1 && !location.search.includes('device=')) {
  location.replace('/trust?device=ios')
} else {
  check.hidden = false
  check.addEventListener('click', () => void look(true))
  // Whoever comes back from the settings need not press anything.
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look(false))
  void look(false)
}
