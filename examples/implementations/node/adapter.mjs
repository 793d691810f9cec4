// Speaks the suite's protocol for one Node package; an adapter only says how that package reads or writes.
// The page about the protocol is docs/suite-protocol.md.

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setImmediate as turn } from 'node:timers/promises'

/** One response: its chunks, and what the package says. */
class Connection {
  comments = []
  events = []
  state = {}
  taken = 0 // how many chunks the package has been given: that is what an event is stamped with

  constructor(chunks, lastEventId, prompt) {
    Object.assign(this, { allChunks: chunks, lastEventId, prompt })
  }

  /** An event as the package gave it; what it has not is left out. */
  event({ type, data, id }) {
    this.events.push({ type, data, id, ...(this.prompt && { chunk: this.taken }) })
  }

  /** The chunks; whatever follows from one has its turn before the next. Clients never see an empty read. */
  async *chunks() {
    for (const chunk of this.allChunks) {
      this.taken += 1
      if (chunk.length > 0) yield chunk
      await turn()
    }
  }

  /** The same as the body of a response. */
  body() {
    const chunks = this.chunks()
    const pull = async (controller) => {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(new Uint8Array(value))
    }
    return new ReadableStream({ pull }, { highWaterMark: 0 })
  }

  response() {
    return new Response(this.body(), { headers: { 'Content-Type': 'text/event-stream' } })
  }
}

const words = (error) => `${error?.name ?? 'Error'}: ${error?.message ?? error}`.slice(0, 400)

async function decoded(decode, connection, capabilities) {
  let error = null
  try {
    await decode(connection)
  } catch (raised) {
    error = words(raised)
  }
  const { events, comments, state } = connection
  return { events, comments: capabilities.includes('comments') ? comments : null, state, error }
}

async function encoded(encode, messages) {
  try {
    return { x: Buffer.from(await encode(messages), 'utf8').toString('latin1') }
  } catch (raised) {
    return { refused: null, message: words(raised) }
  }
}

/** Answer commands until there are no more; what `decode` or `encode` throws is an answer. */
export async function serve(name, { decode, decoder = [], encode, encoder = [] }) {
  const { version } = JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url)))
  const roles = { ...(decode && { decoder }), ...(encode && { encoder }) }
  let chunks, lastEventId
  const answer = async ({ cmd, messages }) => {
    if (cmd === 'hello') return { v: 1, name, version, language: 'javascript', ...roles }
    if (cmd === 'encode') return encoded(encode, messages)
    return decoded(decode, new Connection(chunks, lastEventId, decoder.includes('prompt')), decoder)
  }
  for await (const line of createInterface({ input: process.stdin })) {
    const command = JSON.parse(line)
    if (command.cmd === 'open') {
      chunks = []
      lastEventId = command.last_event_id
    } else if (command.cmd === 'feed') {
      chunks.push(Buffer.from(command.x, 'latin1'))
    } else {
      process.stdout.write(JSON.stringify({ ...(await answer(command)), seq: command.seq }) + '\n')
    }
  }
  process.exit() // a package may have timers of its own
}
