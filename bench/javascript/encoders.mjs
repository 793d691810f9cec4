// The encoders on Node: from a message's type, data and id to the bytes of its block.

/** A contender from `encode(message)`, which gives text; that has to become bytes, as Python's encoders give them. */
const encoder = (encode) => {
  const utf8 = new TextEncoder()
  return {
    run(messages) {
      for (const message of messages) utf8.encode(encode(message))
    },
    results: (messages) => messages.map(encode),
  }
}

async function eventsourceEncoder() {
  const { encode } = await import('eventsource-encoder')
  return encoder(({ type, data, id }) => encode({ event: type === 'message' ? undefined : type, data, id: id ?? undefined }))
}

async function betterSse() {
  const { createEventBuffer } = await import('better-sse')
  return encoder(({ type, data, id }) => {
    const buffer = createEventBuffer({ serializer: String })
    if (id !== null) buffer.id(id)
    if (type !== 'message') buffer.event(type)
    buffer.data(data)
    buffer.dispatch()
    return buffer.read()
  })
}

export const contenders = { 'eventsource-encoder': eventsourceEncoder, 'better-sse': betterSse }
