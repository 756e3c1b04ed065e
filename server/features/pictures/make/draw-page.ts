import { THUMBNAIL_EDGES } from '#lib/contracts/http/pictures.ts'
import { drawRaster } from './draw-raster.ts'
import { type MakeAnswer, type MakeRequest, type MakerMessage, NO_FACTS } from './messages.ts'
import { runProgram } from './run-program.ts'

/** The first page of a PDF by pdftoppm, which reads fonts and pictures of that page alone. */
export async function drawPage(request: MakeRequest, tell: (message: MakerMessage) => void): Promise<MakeAnswer> {
  const { pdftoppm } = request.programs
  const nothing = { pictures: [], hash: null, facts: NO_FACTS }
  if (pdftoppm === null) return { ...nothing, failure: 'no_pdftoppm' }
  const edge = String(Math.max(...request.sizes.map((size) => THUMBNAIL_EDGES[size])))
  const args = ['-f', '1', '-l', '1', '-singlefile', '-scale-to', edge, '-png', request.path]
  const page = await runProgram(pdftoppm, args, tell)
  if (page === null) return { ...nothing, failure: 'broken' }
  const drawn = await drawRaster({ from: page }, request.sizes)
  // The pixels are ours: the page has none of its own.
  return { ...drawn, facts: NO_FACTS }
}
