/** What a certificate authority is installed into: an operating system, or Firefox on a PC, which keeps its own list. */
export const DEVICES = ['ios', 'android', 'windows', 'macos', 'linux', 'firefox'] as const
export type Device = (typeof DEVICES)[number]

export function isDevice(text: string | null): text is Device {
  return DEVICES.some((device) => device === text)
}

/** From a User-Agent. An iPad calls itself a Mac: the page's script tells them apart. */
export function recogniseDevice(userAgent: string): Device {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios'
  if (/Android/.test(userAgent)) return 'android'
  if (/Firefox\//.test(userAgent)) return 'firefox'
  if (/Windows/.test(userAgent)) return 'windows'
  return /Macintosh/.test(userAgent) ? 'macos' : 'linux'
}
