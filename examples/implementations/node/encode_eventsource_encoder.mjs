// eventsource-encoder: the public encode, and encodeComment, which writes a message of its own.

import { encode as encodeMessage, encodeComment } from 'eventsource-encoder'
import { serve } from './adapter.mjs'

const encode = (messages) =>
  messages
    .map(({ type, comment, ...message }) => {
      const head = comment === undefined ? '' : encodeComment(comment)
      return head + encodeMessage({ ...message, event: type })
    })
    .join('')

serve('eventsource-encoder', { encode, encoder: ['comments', 'dataless', 'id', 'retry', 'surrogates', 'type'] })
