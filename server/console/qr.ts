import QRCode from 'qrcode'

/** A QR code of half-block characters. With `ansi` it brings its own colours, so that it scans on any background. */
export function drawQr(text: string, options: { ansi: boolean }): Promise<string> {
  return QRCode.toString(text, options.ansi ? { type: 'terminal', small: true } : { type: 'utf8', margin: 2 })
}
