// The decoders on Node, each from the bytes of a body on and without a network.

import { createRequire } from 'node:module'

/** A contender from `decode(chunks, take)`, which gives each event to `take`, and what an event says. */
const decoder = (decode, values) => ({
  async run(chunks) {
    let events = 0
    await decode(chunks, () => { events += 1 })
    return events
  },
  async results(chunks) {
    const events = []
    await decode(chunks, (event) => events.push(values(event)))
    return events
  },
})

// With the streaming TextDecoder that its page tells one to use. An event has the id of its own block only.
async function eventsourceParser() {
  const { createParser } = await import('eventsource-parser')
  const decode = (chunks, take) => {
    const parser = createParser({ onEvent: take })
    const text = new TextDecoder()
    for (const chunk of chunks) parser.feed(text.decode(chunk, { stream: true }))
  }
  return decoder(decode, ({ event, data, id }) => [event ?? 'message', data, id ?? ''])
}

// The transform stream behind its EventSource, which is not for users; without the dispatching of DOM events.
async function undici() {
  const require = createRequire(import.meta.url)
  const { EventSourceStream } = require('undici/lib/web/eventsource/eventsource-stream.js')
  const decode = (chunks, take) =>
    new Promise((resolve, reject) => {
      const stream = new EventSourceStream({ push: (event) => (event === null ? true : take(event)) })
      stream.on('error', reject).on('finish', resolve)
      for (const chunk of chunks) stream.write(chunk)
      stream.end()
    })
  return decoder(decode, ({ type, options }) => [type, options.data, options.lastEventId ?? ''])
}

export const contenders = { 'eventsource-parser': eventsourceParser, undici }
