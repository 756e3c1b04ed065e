import { open } from 'node:fs/promises'
import { pictureSourceOf, SOURCE_HEAD_BYTES } from '#lib/core/media/picture-source.ts'
import { drawHeic } from './draw-heic.ts'
import { drawMedia } from './draw-media.ts'
import { drawPage } from './draw-page.ts'
import { drawRaster } from './draw-raster.ts'
import { type MakeAnswer, type MakeRequest, type MakerMessage, NO_FACTS } from './messages.ts'

/** Draws what the bytes say that it is. Runs in a process of its own: any decoder may take it down. */
export async function makePicture(request: MakeRequest, tell: (message: MakerMessage) => void): Promise<MakeAnswer> {
  const { path, sizeBytes, sizes } = request
  switch (pictureSourceOf(await headOf(path))) {
    case 'raster':
      return drawRaster({ from: path }, sizes)
    case 'heic':
      return drawHeic(path, sizeBytes, sizes)
    case 'media':
      return drawMedia(request, tell)
    case 'pdf':
      return drawPage(request, tell)
    case null:
      return { pictures: [], hash: null, failure: 'unknown_format', facts: NO_FACTS }
  }
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SOURCE_HEAD_BYTES), 0, SOURCE_HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
