// fetch-event-stream: the public events over a response in memory. A message has the id of its own block only.

import { events } from 'fetch-event-stream'
import { serve } from './adapter.mjs'

async function decode(connection) {
  for await (const { event, data } of events(connection.response())) {
    connection.event({ type: event, data: data ?? '' })
  }
}

serve('fetch-event-stream', { decode, decoder: ['prompt'] })
