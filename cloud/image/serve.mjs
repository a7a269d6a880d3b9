// The image's program: runs `lab-cloud` with the container's arguments, and forwards the container's port to it. The lab
// cloud itself listens on 127.0.0.1 only, which nothing outside a container can reach.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The address and the port to listen on. The Containerfile opens all addresses: outside a container, this machine only. */
const { LISTEN = "127.0.0.1", PORT = "4566" } = process.env;

if (process.argv.includes("--health")) await checkHealth();
else serve();

async function checkHealth() {
  const { ok } = await fetch(`http://127.0.0.1:${PORT}/_lab/health`).catch(() => ({ ok: false }));
  process.exitCode = ok ? 0 : 1;
}

/** Ends as the lab cloud ends, with its status. */
function serve() {
  const folder = mkdtempSync(join(tmpdir(), "lab-cloud-"));
  const socket = join(folder, "socket");
  const program = fileURLToPath(new URL("./cli.cjs", import.meta.resolve("lab-cloud")));
  const args = [program, ...process.argv.slice(2), "--port", "0", "--socket", socket];
  const cloud = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  process.on("SIGINT", () => cloud.kill("SIGINT")).on("SIGTERM", () => cloud.kill("SIGTERM"));
  cloud.on("close", (status) => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(status ?? 1);
  });
  const forwarder = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const upstream = connect({ path: socket, allowHalfOpen: true });
    client.pipe(upstream).pipe(client);
    client.on("error", () => upstream.destroy()).on("close", () => upstream.destroy());
    upstream.on("error", () => client.destroy()).on("close", () => client.destroy());
  });
  createInterface({ input: cloud.stdout }).on("line", (line) => {
    if (line.startsWith("lab cloud ready on")) forwarder.listen(Number(PORT), LISTEN);
    else console.log(line);
  });
  forwarder
    .on("listening", () => {
      const address = forwarder.address();
      console.log(`lab cloud ready on port ${typeof address === "object" ? address?.port : PORT}`);
    })
    .on("error", (error) => {
      console.error(`The port cannot be opened: ${error.message}`);
      cloud.kill("SIGTERM");
    });
}
