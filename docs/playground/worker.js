// Python in a thread of its own: loads it, says how far that is, and runs a check when the page asks for one.

const HERE = new URL("./", import.meta.url);
const FOLDER = "/captures";

const tell = (step, more = {}) => postMessage({ step, ...more });
const words = (error) => (error instanceof Error ? error.message : String(error));

// All bytes that are fetched go through here: they are counted, and a file that is missing is told of. Pyodide itself would
// wait for some of them for ever.
const fetched = self.fetch.bind(self);
let loaded = 0;
const counter = () =>
  new TransformStream({
    transform(chunk, out) {
      loaded += chunk.byteLength;
      tell("loading", { loaded });
      out.enqueue(chunk);
    },
  });
self.fetch = async (what, how) => {
  const name = new URL(what.url ?? what, HERE).pathname.split("/").pop();
  const answer = await fetched(what, how).catch((error) => broken(`${name} could not be fetched: ${words(error)}`));
  if (!answer.ok) broken(`${name} is missing: the server answered with status ${answer.status}`);
  return new Response(answer.body.pipeThrough(counter()), answer);
};

function broken(words) {
  tell("broken", { words });
  throw new Error(words);
}

async function start() {
  const { loadPyodide, version } = await import(new URL("pyodide/pyodide.mjs", HERE)).catch(() => {
    throw new Error("pyodide.mjs is missing, or was not served as JavaScript");
  });
  const packages = fetch(new URL("packages.zip", HERE)).then((answer) => answer.arrayBuffer());
  packages.catch(() => {}); // it is awaited below; Python's own failure comes first
  const python = await loadPyodide({ indexURL: new URL("pyodide/", HERE).href, fullStdLib: false });
  python.unpackArchive(await packages, "zip", { extractDir: python.runPython("import sysconfig; sysconfig.get_path('purelib')") });
  python.FS.mkdir(FOLDER);
  python.FS.chdir(FOLDER);
  const playground = python.pyimport("playground");
  const { profiles, versions } = plain(playground.begin());
  return { python, playground, profiles, versions: `${versions}, Pyodide ${version}` };
}

const plain = (value) => value.toJs({ dict_converter: Object.fromEntries });

// A file that cannot be read would end Python in the middle of the check.
async function refuseUnreadable(files) {
  for (const { name, data } of files) {
    await data.slice(0, 1).arrayBuffer().catch(() => {
      throw new Error(`${name} cannot be read: it is a folder, or it changed since it was chosen`);
    });
  }
}

async function check({ python, playground }, { files, options }) {
  await refuseUnreadable(files);
  // The browser reads the files bit by bit, as Python asks for them: none has to fit into memory.
  python.FS.mount(python.FS.filesystems.WORKERFS, { blobs: files }, FOLDER);
  python.FS.chdir(FOLDER); // into what is mounted, not what lies under it
  try {
    return plain(playground.check(files.map(({ name }) => name), options));
  } finally {
    python.FS.chdir("/");
    python.FS.unmount(FOLDER);
  }
}

const started = start();
started.then(
  ({ profiles, versions }) => tell("ready", { profiles, versions }),
  (error) => tell("broken", { words: words(error) }),
);
self.onmessage = async ({ data }) => {
  try {
    const running = await started;
    tell("done", { result: await check(running, data) });
  } catch (error) {
    tell("failed", { words: words(error) });
  }
};
