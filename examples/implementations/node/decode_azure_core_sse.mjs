// @azure/core-sse: the public createSseStream over a stream in memory. A message has the id of its own block only.

import { createSseStream } from '@azure/core-sse'
import { serve } from './adapter.mjs'

async function decode(connection) {
  for await (const { event, data } of createSseStream(connection.body())) {
    connection.event({ type: event || undefined, data })
  }
}

serve('@azure/core-sse', { decode, decoder: ['prompt'] })
