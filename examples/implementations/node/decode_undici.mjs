// undici: the public EventSource, whose dispatcher gives a response in memory.

import { Dispatcher, EventSource } from 'undici'
import { serve } from './adapter.mjs'
import { anyType, ended } from './any_type.mjs'

class InMemory extends Dispatcher {
  constructor(connection) {
    super()
    this.connection = connection
  }

  dispatch(options, handler) {
    this.respond(handler).catch((error) => handler.onResponseError(controller, error))
    return true
  }

  async respond(handler) {
    handler.onRequestStart(controller, {})
    handler.onResponseStart(controller, 200, headers, 'OK')
    for await (const chunk of this.connection.chunks()) handler.onResponseData(controller, chunk)
    handler.onResponseEnd(controller, {})
  }
}

const headers = { 'content-type': 'text/event-stream' }
const rawHeaders = Object.entries(headers).flat().map((text) => Buffer.from(text))
const controller = { aborted: false, paused: false, reason: null, rawHeaders, abort() {}, pause() {}, resume() {} }

async function decode(connection) {
  const source = new EventSource('http://test.invalid/', { node: { dispatcher: new InMemory(connection) } })
  anyType(source, (event) => connection.event({ type: event.type, data: event.data, id: event.lastEventId }))
  await ended(source)
  source.close()
}

serve('undici', { decode, decoder: ['id', 'prompt'] })
