// parse-sse: the public parseServerSentEvents over a response in memory.

import { parseServerSentEvents } from 'parse-sse'
import { serve } from './adapter.mjs'

async function decode(connection) {
  for await (const { type, data, lastEventId } of parseServerSentEvents(connection.response())) {
    connection.event({ type, data, id: lastEventId })
  }
}

serve('parse-sse', { decode, decoder: ['id', 'prompt'] })
