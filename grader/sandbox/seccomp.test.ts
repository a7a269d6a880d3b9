import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect } from "chai";
import { inSandbox, NO_FILTER, whyNotTried, type Grader, type Otherwise } from "../testing/in-sandbox";
import { sandboxUser } from "./bubblewrap";
import { REFUSED, seccompProgram } from "./seccomp";
import { skipIf } from "../../test/skip";

const PYTHON = "/usr/bin/python3";
const column = process.arch === "arm64" ? 1 : 0;
const number = (name: string): number => REFUSED[name]?.[column] ?? -1;
const CLONE = [56, 220][column] ?? -1;

/**
 * A program that makes system calls by number, with arguments that succeed where the call is allowed, and prints those that succeed. Each
 * call is made in a child process, since some calls change the process.
 */
const CALLS = `
import ctypes, json, os, socket
lib = ctypes.CDLL(None, use_errno=True)
calls = {
    "add_key": (${number("add_key")}, b"user", b"labs", b"x", 1, -4),
    "keyctl": (${number("keyctl")}, 0, -4, 1),
    "io_uring_setup": (${number("io_uring_setup")}, 1, ctypes.create_string_buffer(256)),
    "userfaultfd": (${number("userfaultfd")}, 1),
    "unshare": (${number("unshare")}, 0x10000000),
    "clone": (${CLONE}, 0x10000011, 0, 0, 0, 0),
    "ptrace": (${number("ptrace")}, 0, 0, 0, 0),
    "memfd_create": (${number("memfd_create")}, b"x", 0),
    "shmget": (${number("shmget")}, 0, 4096, 0o600),
    "personality": (${number("personality")}, 0xffffffff),
}
def tried(name):
    pid = os.fork()
    if pid == 0:
        if name == "mount":
            done = lib.syscall(${number("unshare")}, 0x10020000) == 0 and lib.syscall(${number("mount")}, b"x", b"/tmp", b"tmpfs", 0, None) == 0
        elif name == "socket of the kernel's ciphers":
            try:
                done = socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET, 0) is not None
            except OSError as error:
                done = error.errno != 1
        else:
            done = lib.syscall(*calls[name]) >= 0
        os._exit(0 if done else 1)
    return os.waitpid(pid, 0)[1] == 0
print(json.dumps([name for name in [*calls, "mount", "socket of the kernel's ciphers"] if tried(name)]))
`;
/**
 * Calls that succeed without the filter. In root's sandbox these are all that the kernel has; in an ordinary user's
 * sandbox no namespaces can be made anyway.
 */
const WITHOUT: Readonly<Record<Grader, readonly string[]>> = {
  root: ["add_key", "keyctl", "unshare", "clone", "mount", "ptrace", "memfd_create", "shmget", "personality"],
  "an ordinary user": ["add_key", "keyctl", "ptrace", "memfd_create", "shmget", "personality"],
};

/** The kernel keeps a key for its user: the first run leaves one, the second looks for it. */
const LEAVES = `import ctypes; print(ctypes.CDLL(None).syscall(${number("add_key")}, b"user", b"labs", b"secret", 6, -4) > 0)`;
const FINDS = `
import ctypes
lib, found = ctypes.CDLL(None), ctypes.create_string_buffer(6)
key = lib.syscall(${number("keyctl")}, 10, -4, b"user", b"labs", 0)
print(found.value.decode() if key > 0 and lib.syscall(${number("keyctl")}, 11, key, found, 6) == 6 else "nothing")`;

function python(grader: Grader, code: string, otherwise: Otherwise = {}): string {
  const run = `require("child_process").spawnSync("${PYTHON}", ["-c", ${JSON.stringify(code)}], { stdio: "inherit" })`;
  const { stdout, stderr } = inSandbox(grader, ["--eval", run], otherwise);
  return stderr ? `${stdout}${stderr}` : stdout.trim();
}

/** Skips the test if it cannot run here. */
function skipUnless(context: Mocha.Context, grader: Grader): void {
  skipIf(context, existsSync(PYTHON) ? whyNotTried(grader) : `there is no ${PYTHON}`);
}

for (const grader of ["root", "an ordinary user"] as const) {
  describe(`the filter of system calls in the sandbox of a grader that is ${grader}`, function () {
    this.timeout(120_000);

    it("refuses keys, io_uring, userfaultfd, namespaces, mounts, ptrace and memory without an owner; without it they are there", function () {
      skipUnless(this, grader);
      expect(python(grader, CALLS)).to.equal("[]");
      const free = JSON.parse(python(grader, CALLS, { without: NO_FILTER })) as string[];
      expect(free).to.include.members([...WITHOUT[grader]]);
    });

    it("leaves honest work alone: threads and children of Node and Python, sockets, timers, files", function () {
      skipUnless(this, grader);
      const threads = `import os, socket, subprocess, tempfile, threading
done = []
one = threading.Thread(target=lambda: done.append("thread")); one.start(); one.join()
done.append(subprocess.run(["echo", "child"], capture_output=True, text=True).stdout.strip())
a, b = socket.socketpair(); a.send(b"socket"); done.append(b.recv(6).decode())
with tempfile.TemporaryFile() as file: file.write(b"x"); done.append("file")
print(*done)`;
      expect(python(grader, threads)).to.equal("thread child socket file");
      const node = `const { Worker } = require("worker_threads"); const { spawn } = require("child_process"); const net = require("net");
        const worker = new Promise((resolve) => new Worker('require("worker_threads").parentPort.postMessage("worker")', { eval: true }).once("message", resolve));
        const child = new Promise((resolve) => spawn("/bin/sh", ["-c", "exit 7"]).once("exit", resolve));
        const served = new Promise((resolve) => { const server = net.createServer((socket) => socket.end("served")).listen(0, "127.0.0.1", () => net.connect(server.address().port, "127.0.0.1").once("data", (text) => { server.close(); resolve(String(text)); })); });
        const slept = new Promise((resolve) => setTimeout(resolve, 1, "slept"));
        const hashed = new Promise((resolve) => require("crypto").pbkdf2("a", "b", 1, 8, "sha1", () => resolve("hashed")));
        Promise.all([worker, child, served, slept, hashed]).then((all) => { console.log(all.join(" ")); process.exit(); });`;
      expect(inSandbox(grader, ["--eval", node])).to.deep.equal({
        stdout: "worker 7 served slept hashed\n",
        stderr: "",
      });
    });
  });
}

describe("what the kernel keeps for a user", function () {
  this.timeout(120_000);

  it("is not found by the next run: it may leave nothing, and is another user; without both it finds a key", function () {
    skipUnless(this, "root");
    const carried = (otherwise: Otherwise, next = otherwise) => [
      python("root", LEAVES, otherwise),
      python("root", FINDS, next),
    ];
    const free = { without: NO_FILTER };
    const [one, other] = [sandboxUser() ?? 0, sandboxUser() ?? 0];
    expect(carried({ ...free, user: one })).to.deep.equal(["True", "secret"]);
    expect(carried({ ...free, user: other }, free)).to.deep.equal(["True", "nothing"]);
    expect(carried({ user: other })).to.deep.equal(["False", "nothing"]);
  });
});

describe("the filter's numbers of system calls", () => {
  it("are those of libseccomp, for both processors", function () {
    const asked = `
import ctypes, json
lib = ctypes.CDLL("libseccomp.so.2")
names = ${JSON.stringify([...Object.keys(REFUSED), "clone", "clone3", "socket", "ioctl"])}
print(json.dumps({name: [lib.seccomp_syscall_resolve_name_arch(arch, name.encode()) for arch in (0xC000003E, 0xC00000B7)] for name in names}))`;
    const { stdout, status } = spawnSync(PYTHON, ["-c", asked], { encoding: "utf8" });
    skipIf(this, status === 0 ? undefined : "there is no libseccomp.so.2 for Python");
    const found = JSON.parse(stdout) as Record<string, number[]>;
    const here = (numbers: readonly (number | undefined)[] = []) => numbers.map((one) => ((one ?? -1) < 0 ? -1 : one));
    for (const [name, numbers] of Object.entries(REFUSED)) expect(here(found[name]), name).to.deep.equal(here(numbers));
    expect([found["clone"], found["clone3"], found["socket"], found["ioctl"]]).to.deep.equal([
      [56, 220],
      [435, 435],
      [41, 198],
      [16, 29],
    ]);
  });

  it("are known for no other processor, which has no filter", () => {
    expect(seccompProgram("riscv64", true)).to.equal(undefined);
    expect(seccompProgram("x64", true)?.length).to.be.greaterThan(0);
  });
});
