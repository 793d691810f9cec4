// openai: the generator behind Stream.fromSSEResponse, which has no public way past the JSON of the API. It has no ids.

import { _iterSSEMessages } from 'openai/core/streaming'
import { serve } from './adapter.mjs'

async function decode(connection) {
  for await (const { event, data } of _iterSSEMessages(connection.response(), new AbortController())) {
    connection.event({ type: event ?? undefined, data })
  }
}

serve('openai', { decode, decoder: ['prompt'] })
