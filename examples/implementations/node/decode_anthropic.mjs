// @anthropic-ai/sdk: the public Stream.rawEvents over a response in memory. It has no ids.

import { Stream } from '@anthropic-ai/sdk/streaming'
import { serve } from './adapter.mjs'

async function decode(connection) {
  for await (const { event, data } of Stream.rawEvents(connection.response())) {
    connection.event({ type: event ?? undefined, data })
  }
}

serve('@anthropic-ai/sdk', { decode, decoder: ['prompt'] })
