// better-sse: the public EventBuffer, the only part of it that writes each field by itself, with data as it stands.

import { createEventBuffer } from 'better-sse'
import { serve } from './adapter.mjs'

function encode(messages) {
  const buffer = createEventBuffer({ serializer: String })
  for (const { comment, id, retry, type, data } of messages) {
    if (comment !== undefined) buffer.comment(comment)
    if (id !== undefined) buffer.id(id)
    if (retry !== undefined) buffer.retry(retry)
    if (type !== undefined) buffer.event(type)
    if (data !== undefined) buffer.data(data)
    buffer.dispatch()
  }
  return buffer.read()
}

serve('better-sse', { encode, encoder: ['comments', 'dataless', 'id', 'retry', 'surrogates', 'type'] })
