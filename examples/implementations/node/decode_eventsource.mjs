// eventsource: the public EventSource, whose option `fetch` gives a response in memory.

import { EventSource } from 'eventsource'
import { serve } from './adapter.mjs'
import { anyType, ended } from './any_type.mjs'

async function decode(connection) {
  const source = new EventSource('http://test.invalid/', { fetch: async () => connection.response() })
  anyType(source, (event) => connection.event({ type: event.type, data: event.data, id: event.lastEventId }))
  await ended(source)
  source.close()
}

serve('eventsource', { decode, decoder: ['id', 'prompt'] })
