const RATE = 22_050
const CHANNELS_AND_BYTES = [1, 16] as const

/** Waves on a shore: noise that swells and falls. @returns a WAV file of mono 16-bit samples */
export function makeSeaSound(seconds: number): Buffer {
  const samples = Math.round(seconds * RATE)
  const file = Buffer.alloc(44 + samples * 2)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(file.length - 8, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20) // plain samples
  file.writeUInt16LE(CHANNELS_AND_BYTES[0], 22)
  file.writeUInt32LE(RATE, 24)
  file.writeUInt32LE(RATE * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(CHANNELS_AND_BYTES[1], 34)
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(samples * 2, 40)
  let smooth = 0
  let state = 1
  for (let index = 0; index < samples; index++) {
    state = (state * 48_271) % 2_147_483_647 // the same sea each time
    smooth += (state / 1_073_741_823.5 - 1 - smooth) * 0.06
    const swell = 0.55 - 0.45 * Math.cos((index / RATE) * 0.9)
    file.writeInt16LE(Math.round(smooth * swell * 60_000 * 0.5), 44 + index * 2)
  }
  return file
}
