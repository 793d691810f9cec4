// An EventTarget has no listener for every type, so what it is given to dispatch is looked at on its way.

/** Calls back with each message that the target dispatches, whatever its type. */
export function anyType(target, callback) {
  const dispatch = target.dispatchEvent
  target.dispatchEvent = (event) => {
    if ('lastEventId' in event) callback(event)
    return dispatch.call(target, event)
  }
}

/** Waits for the error at the end of the connection; a message may be of the type `error` too. */
export const ended = (target) =>
  new Promise((end) => target.addEventListener('error', (event) => 'lastEventId' in event || end()))
