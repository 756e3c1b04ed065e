/**
 * Prints the configuration table as Markdown. `--write FILE` puts it between the markers in that file instead, and
 * `--check FILE` fails when the file has another one. Run it with tsx.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { markdownTable } from '#server/config/config-table.ts'

const BEGIN = '<!-- configuration: made by scripts/print-config-table.ts -->'
const END = '<!-- end of configuration -->'

function replaceTable(text: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin === -1 || end < begin) throw new Error(`the file needs the lines\n${BEGIN}\n${END}`)
  return `${text.slice(0, begin)}${BEGIN}\n${markdownTable()}\n${text.slice(end)}`
}

const [mode, path] = process.argv.slice(2)
if (mode === undefined) console.log(markdownTable())
else if (path === undefined || (mode !== '--write' && mode !== '--check'))
  throw new Error('usage: [--write FILE | --check FILE]')
else {
  const text = readFileSync(path, 'utf8')
  const wanted = replaceTable(text)
  if (mode === '--write') writeFileSync(path, wanted)
  else if (text !== wanted)
    throw new Error(`the table in ${path} is not up to date: npx tsx scripts/print-config-table.ts --write ${path}`)
}
