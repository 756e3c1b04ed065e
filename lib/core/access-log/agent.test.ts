import { expect, test } from 'vitest'
import { shortAgent } from './agent.ts'

const CHROME =
  'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36'

test.each([
  [CHROME, 'Chrome 156, Android'],
  [`${CHROME} EdgA/156.0.1`, 'Edge 156, Android'],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
    'Chrome 156, Linux',
  ],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox 150, Windows'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
    'Safari 19, iPhone',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
    'Safari 19, macOS',
  ],
  ['curl/8.9.1', 'curl/8.9.1'],
  ['VLC/3.0.21 LibVLC/3.0.21', 'VLC/3.0.21'],
  ['', ''],
  ['=cmd|\u0007x y', '=cmd|x'],
  ['x'.repeat(300), 'x'.repeat(40)],
])('%s', (agent, short) => {
  expect(shortAgent(agent)).toBe(short)
})
