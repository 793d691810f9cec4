// A trace on each line of the input, a verdict on each line of the output: how many events the reference verifier let
// pass, and what it said of the next one. With "pipeline" as argument, the short forms are expanded before it.

import { transformChunks, verifyEvents } from "@ag-ui/client";
import { createInterface } from "node:readline";
import { concat, from, NEVER, tap } from "rxjs";

const expand = process.argv[2] === "pipeline" ? transformChunks() : (events) => events;

function verdict(events) {
  let sent = 0;
  let message = null;
  // Never completed: the end of the input closes what is open, and no event does that.
  concat(from(events).pipe(tap(() => sent++)), NEVER)
    .pipe(expand, verifyEvents())
    .subscribe({ error: (error) => (message = error.message) });
  return { passed: message === null ? sent : sent - 1, message };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(verdict(JSON.parse(line))));
}
