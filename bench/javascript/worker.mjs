// A contender on Node in a process of its own; it does what worker.py does, in the same words.
// Started as: node worker.mjs decoders|encoders NAME

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [, , module, name] = process.argv
const say = (words) => process.stdout.write(JSON.stringify(words) + '\n')

// Of the whole process: the compiler and the garbage collector work beside the thread that decodes, and are a cost too.
function seconds() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

// Chunks come as pairs of a text and how often it comes; anything else is taken as it is.
function loaded(load) {
  if (!Array.isArray(load[0])) return load
  return load.flatMap(([text, times]) => Array(times).fill(Buffer.from(text, 'latin1')))
}

async function timed(run, load, passes) {
  const start = seconds()
  for (let pass = 0; pass < passes; pass++) await run(load)
  return seconds() - start
}

async function answer({ run, results }, load, command) {
  if (command.do === 'results') return { results: await results(load) }
  if (command.do === 'time') return { seconds: await timed(run, load, command.passes) }
  return { peak: process.resourceUsage().maxRSS * 1024 }
}

async function serve(contender) {
  let load
  for await (const line of createInterface({ input: process.stdin })) {
    const command = JSON.parse(line)
    try {
      if (command.do === 'load') load = loaded(command.load)
      say(command.do === 'load' ? {} : await answer(contender, load, command))
    } catch (error) {
      say({ error: `${error?.name ?? 'Error'}: ${error?.message ?? error}`.slice(0, 100) })
    }
  }
}

try {
  const contender = await (await import(`./${module}.mjs`)).contenders[name]()
  const { version } = JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url)))
  say({ version })
  await serve(contender)
} catch (error) {
  say({ missing: String(error?.message ?? error) })
}
