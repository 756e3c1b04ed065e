/** Not every page finds a quiet moment by itself. */
const AT_LATEST_MS = 10_000

/** Calls when the page has loaded and has nothing better to do. Returns how to call it off. */
export function whenIdle(page: Window, call: () => void): () => void {
  let calledOff = false
  const once = () => {
    if (!calledOff) call()
  }
  const wait = () => {
    // Safari has no idle callback.
    if (typeof page.requestIdleCallback === 'function') page.requestIdleCallback(once, { timeout: AT_LATEST_MS })
    else page.setTimeout(once, 2_000)
  }
  if (page.document.readyState === 'complete') wait()
  else page.addEventListener('load', wait, { once: true })
  return () => {
    calledOff = true
    page.removeEventListener('load', wait)
  }
}
