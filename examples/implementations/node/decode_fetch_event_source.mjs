// @microsoft/fetch-event-source: the public fetchEventSource, whose option `fetch` gives a response in memory.
// It is made for browsers, and asks for a window. A message has the id of its own block only.

import { serve } from './adapter.mjs'

globalThis.window = globalThis
globalThis.document = { addEventListener() {}, removeEventListener() {} }
const { fetchEventSource } = await import('@microsoft/fetch-event-source')

const decode = (connection) =>
  fetchEventSource('http://test.invalid/', {
    fetch: async () => connection.response(),
    onmessage: ({ event, data }) => connection.event({ type: event || undefined, data }),
    onerror(error) { throw error },
  })

serve('@microsoft/fetch-event-source', { decode, decoder: ['prompt'] })
