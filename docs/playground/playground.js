// The page: takes captures, has a worker check them, and shows what that found. Nothing of a capture is ever HTML here.

const at = (id) => document.getElementById(id);
const REPORTS = { html: "text/html", json: "application/json", sarif: "application/sarif+json" };
const RULES = ["select", "extend-select", "ignore"];
const VERDICTS = {
  0: "Nothing makes the check fail; the report says what was checked, and what was not",
  1: "There are errors",
  2: "Something could not be checked",
  4: "sse-conform itself failed",
};

let built; // what the build wrote down: the sizes of the files, and the examples
let worker;
let state = "loading"; // what the worker does: loading, ready, checking, or broken
let inputs = [];
let waiting = false; // a check that was asked for, and has no result yet
let began; // when it began, in milliseconds
let addresses = [];

const say = (words) => { at("status").textContent = words; };
const megabytes = (size) => (size / 1e6).toFixed(1);

function show() {
  at("check").disabled = !inputs.length || waiting;
  at("stop").disabled = !waiting;
  at("chosen").textContent = inputs.map(({ name }) => name).join(", ");
}

function broken(words) {
  worker?.terminate();
  state = "broken";
  waiting = false;
  inputs = [];
  at("progress").hidden = true;
  at("amount").textContent = "";
  say(`This page does not work here: ${words}.`);
  show();
}

// A worker from a blob has the Content-Security-Policy of this page; one from a file has only what the server sends with it.
function startWorker() {
  worker?.terminate();
  state = "loading";
  const code = `import ${JSON.stringify(new URL("worker.js", import.meta.url).href)};`;
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  worker = new Worker(address, { type: "module" });
  worker.onmessage = ({ data }) => STEPS[data.step](data);
  worker.onerror = (event) => {
    event.preventDefault();
    broken(event.message || "worker.js is missing, or this browser has no module workers");
  };
  at("progress").hidden = false;
}

const STEPS = {
  loading({ loaded }) {
    at("progress").value = loaded / built.size;
    at("amount").textContent = `${megabytes(loaded)} of ${megabytes(built.size)} MB`;
  },
  ready({ profiles, versions }) {
    state = "ready";
    at("progress").hidden = true;
    at("amount").textContent = "";
    at("versions").textContent = `Here are ${versions}.`;
    if (at("profile").options.length === 2) for (const name of profiles) at("profile").add(new Option(name));
    if (waiting) run();
    else say("Ready.");
  },
  done({ result }) {
    state = "ready";
    waiting = false;
    say(`Checked in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
    report(result, `${VERDICTS[result.code] ?? "The check ended early"} (exit code ${result.code}).`);
  },
  failed({ words }) {
    // Whatever state it is in now: the next check gets a new one.
    waiting = false;
    startWorker();
    report({ reports: {}, text: "", errors: "" }, `Nothing was checked: ${words}.`);
  },
  broken({ words }) {
    broken(words);
  },
};

function check() {
  if (!inputs.length || state === "broken") return;
  waiting = true;
  at("result").hidden = true;
  if (state === "checking") startWorker(); // what it checked before, nobody asks for any more
  if (state === "ready") run();
  else say("Loading Python; then the check begins.");
  show();
}

function run() {
  state = "checking";
  began = performance.now();
  say("Checking ...");
  const values = RULES.map((name) => [name, at(name).value.trim()]).filter(([, value]) => value);
  const options = values.map(([name, value]) => `--${name}=${value}`);
  options.push(`--profile=${at("profile").value}`);
  if (at("require-profile").checked) options.push("--require-profile");
  worker.postMessage({ files: inputs, options });
}

function stop() {
  waiting = false;
  startWorker();
  say("Stopped. Python is loaded anew.");
  show();
}

function report({ code, reports, text, errors }, verdict) {
  at("verdict").textContent = verdict;
  at("errors").textContent = errors.trim();
  at("text").textContent = code === undefined ? "" : `${text}${errors}exit code ${code}`;
  at("report").hidden = !reports.html;
  at("report").srcdoc = reports.html ?? "";
  addresses.forEach(URL.revokeObjectURL);
  addresses = [];
  at("downloads").replaceChildren(...Object.entries(reports).map(([name, data]) => download(name, data)));
  at("result").hidden = false;
  at("verdict").focus();
  show();
}

function download(name, data) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([data], { type: REPORTS[name] }));
  link.download = `report.${name}`;
  link.className = "button";
  link.textContent = `Save as ${name === "sarif" ? "SARIF" : name.toUpperCase()}`;
  addresses.push(link.href);
  return link;
}

// Each input has a name of its own, by which the report tells it from the others.
function take(files) {
  const names = new Set();
  inputs = [...files].map((data) => {
    const [, stem, end] = /^(.*?)(\.[^.]*)?$/s.exec(data.name);
    let name = data.name;
    for (let number = 2; names.has(name); number++) name = `${stem} (${number})${end ?? ""}`;
    names.add(name);
    return { name, data };
  });
  show();
  check();
}

async function example(name) {
  const answer = await fetch(`examples/${name}`).catch(() => undefined);
  if (!answer?.ok) return say(`The example ${name} is missing.`);
  take([new File([await answer.arrayBuffer()], name)]);
}

function listen() {
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    check();
  });
  at("stop").addEventListener("click", stop);
  at("files").addEventListener("click", () => {
    at("files").value = ""; // or else the same file, chosen again when it has changed, would not count as a change
  });
  at("files").addEventListener("change", () => {
    at("pasted").value = at("example").value = "";
    take(at("files").files);
  });
  at("pasted").addEventListener("input", () => {
    at("files").value = at("example").value = "";
    inputs = at("pasted").value ? [{ name: "pasted", data: new Blob([at("pasted").value]) }] : [];
    show();
  });
  at("example").addEventListener("change", () => {
    at("files").value = at("pasted").value = "";
    if (at("example").value) example(at("example").value);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    addEventListener(kind, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      at("drop").classList.toggle("over", kind === "dragover");
      if (kind !== "drop") return;
      at("files").value = at("pasted").value = at("example").value = "";
      take(event.dataTransfer.files);
    });
  }
}

async function begin() {
  if (typeof WebAssembly !== "object") return broken("this browser has no WebAssembly, or it is switched off");
  const answer = await fetch("built.json").catch(() => undefined);
  if (!answer?.ok) return broken("built.json is missing, so it was not built, or not wholly copied");
  built = await answer.json();
  for (const { name, why } of built.examples) at("example").add(new Option(`${name}: ${why}`, name));
  listen();
  startWorker();
  say("Loading Python ...");
  show();
}

begin();
