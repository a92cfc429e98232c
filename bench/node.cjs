// Medians in µs of what Node takes for a fresh place to run argv[2] in: a context with an instance, and a Worker.
const { readFileSync } = require("fs");
const vm = require("vm");
const { Worker } = require("worker_threads");

const wasm = new WebAssembly.Module(readFileSync(process.argv[2]));
const imports = {};
for (const { module, name } of WebAssembly.Module.imports(wasm)) (imports[module] ??= {})[name] = () => 0;

const IN_WORKER = `
const { workerData, parentPort } = require("worker_threads");
const imports = {};
for (const { module, name } of WebAssembly.Module.imports(workerData)) (imports[module] ??= {})[name] = () => 0;
new WebAssembly.Instance(workerData, imports);
parentPort.postMessage(0);`;

const now = () => Number(process.hrtime.bigint()) / 1000;
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

(async () => {
  const contexts = [];
  for (let run = 0; run < 500; run++) {
    const start = now();
    vm.createContext({});
    new WebAssembly.Instance(wasm, imports);
    contexts.push(now() - start);
  }
  const workers = [];
  for (let run = 0; run < 30; run++) {
    const start = now();
    const worker = new Worker(IN_WORKER, { eval: true, workerData: wasm });
    await new Promise((done, failed) => worker.once("message", done).once("error", failed));
    workers.push(now() - start);
    await worker.terminate();
  }
  console.log(median(contexts), median(workers));
})();
