"""Start costs of V8, as Node has it."""

from __future__ import annotations

import subprocess

from wardian.errors import ToolchainMissing
from wardian.lessons.samples import printed_us

_CONTEXT = """
const vm = require("vm");
for (let round = 0; round < 220; round++) {
  const start = process.hrtime.bigint();
  vm.createContext({});
  if (round >= 20) console.log(`ns ${process.hrtime.bigint() - start}`);
}
"""
_WORKER = """
const { Worker } = require("worker_threads");
async function once() {
  const start = process.hrtime.bigint();
  const worker = new Worker('require("worker_threads").parentPort.postMessage(0)', { eval: true });
  await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  const taken = process.hrtime.bigint() - start;
  await worker.terminate();
  return taken;
}
(async () => {
  await once();
  for (let round = 0; round < 20; round++) console.log(`ns ${await once()}`);
})();
"""
_LONGEST_S = 30


def context_us(node: str) -> list[float]:
    """Raises ToolchainMissing when Node does not do it."""
    return printed_us(_output(node, _CONTEXT))


def worker_us(node: str) -> list[float]:
    """Raises ToolchainMissing when Node does not do it."""
    return printed_us(_output(node, _WORKER))


def _output(node: str, script: str) -> str:
    try:
        done = subprocess.run(
            (node, "-e", script), env={}, capture_output=True, text=True, check=False, timeout=_LONGEST_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolchainMissing(f"Node cannot be measured: {error}") from error
    if done.returncode != 0:
        raise ToolchainMissing(f"Node cannot be measured: {done.stderr.strip()[-300:]}")
    return done.stdout
