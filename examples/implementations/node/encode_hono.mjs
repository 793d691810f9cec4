// hono: a whole application in memory, whose handler writes with the public streamSSE.

import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { serve } from './adapter.mjs'

async function encode(messages) {
  let failure
  const write = async (stream) => {
    try {
      for (const { type, ...message } of messages) await stream.writeSSE({ ...message, event: type })
    } catch (error) {
      failure = error
    }
  }
  const app = new Hono().get('/', (context) => streamSSE(context, write))
  const text = await (await app.request('/')).text()
  if (failure) throw failure
  return text
}

serve('hono', { encode, encoder: ['id', 'retry', 'surrogates', 'type'] })
