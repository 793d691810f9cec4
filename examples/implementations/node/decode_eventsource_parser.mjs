// eventsource-parser: the public createParser, with the streaming TextDecoder that its page tells one to use.

import { createParser } from 'eventsource-parser'
import { serve } from './adapter.mjs'

async function decode(connection) {
  let id = ''
  connection.state.retry = null
  const parser = createParser({
    onEvent: ({ event, data }) => connection.event({ type: event, data, id }),
    onComment: (comment) => connection.comments.push(comment),
    onId: (value) => { id = value },
    onRetry: (retry) => { connection.state.retry = retry },
  })
  const text = new TextDecoder()
  for await (const chunk of connection.chunks()) parser.feed(text.decode(chunk, { stream: true }))
  connection.state.last_event_id = id
}

serve('eventsource-parser', { decode, decoder: ['comments', 'id', 'last_event_id', 'prompt', 'retry'] })
