import { openHouse } from './test-house.ts'
import { serve } from './tus-client.ts'

/**
 * A house in a process of its own that dies by SIGKILL:
 * `node --import tsx killable-house.ts <data folder> <fault point or "-"> <how many passes of it to survive>`.
 */
const [dataFolder = '', point = '-', passes = '0'] = process.argv.slice(2)
let left = Number(passes)

const faultPoint = (name: string) => {
  if (name !== point) return
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  left -= 1
}
const house = await openHouse({ dataFolder, faultPoint, filesFaultPoint: async (name: string) => faultPoint(name) })
const site = await serve(house.listener)
process.send?.({ port: site.port })
process.on('disconnect', () => process.exit(1))
