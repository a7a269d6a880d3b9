import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "chai";
import { runInSandbox, NO_FILTER, explainNotTried, type Grader, type SandboxOverrides } from "../testing/in-sandbox";
import { chooseSandboxUser } from "./bubblewrap";
import { REFUSED, getSeccompFile, createSeccompProgram } from "./seccomp";
import { skipIf } from "../../cloud/testing/skip";

const PYTHON = "/usr/bin/python3";
const column = process.arch === "arm64" ? 1 : 0;
const getNumber = (name: string): number => REFUSED[name]?.[column] ?? -1;
const CLONE = [56, 220][column] ?? -1;

/**
 * A program that makes system calls by number, with arguments that succeed where the call is allowed, and prints those that succeed. Each
 * call is made in a child process, since some calls change the process.
 */
const CALLS = `
import ctypes, json, os, socket
lib = ctypes.CDLL(None, use_errno=True)
calls = {
    "add_key": (${getNumber("add_key")}, b"user", b"labs", b"x", 1, -4),
    "keyctl": (${getNumber("keyctl")}, 0, -4, 1),
    "io_uring_setup": (${getNumber("io_uring_setup")}, 1, ctypes.create_string_buffer(256)),
    "userfaultfd": (${getNumber("userfaultfd")}, 1),
    "unshare": (${getNumber("unshare")}, 0x10000000),
    "clone": (${CLONE}, 0x10000011, 0, 0, 0, 0),
    "ptrace": (${getNumber("ptrace")}, 0, 0, 0, 0),
    "memfd_create": (${getNumber("memfd_create")}, b"x", 0),
    "shmget": (${getNumber("shmget")}, 0, 4096, 0o600),
    "personality": (${getNumber("personality")}, 0xffffffff),
}
def tried(name):
    pid = os.fork()
    if pid == 0:
        if name == "mount":
            done = lib.syscall(${getNumber("unshare")}, 0x10020000) == 0 and lib.syscall(${getNumber("mount")}, b"x", b"/tmp", b"tmpfs", 0, None) == 0
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
const LEAVES = `import ctypes; print(ctypes.CDLL(None).syscall(${getNumber("add_key")}, b"user", b"labs", b"secret", 6, -4) > 0)`;
const FINDS = `
import ctypes
lib, found = ctypes.CDLL(None), ctypes.create_string_buffer(6)
key = lib.syscall(${getNumber("keyctl")}, 10, -4, b"user", b"labs", 0)
print(found.value.decode() if key > 0 and lib.syscall(${getNumber("keyctl")}, 11, key, found, 6) == 6 else "nothing")`;

function runPython(grader: Grader, code: string, otherwise: SandboxOverrides = {}): string {
  const run = `require("child_process").spawnSync("${PYTHON}", ["-c", ${JSON.stringify(code)}], { stdio: "inherit" })`;
  const { stdout, stderr } = runInSandbox(grader, ["--eval", run], otherwise);
  return stderr ? `${stdout}${stderr}` : stdout.trim();
}

/** Skips the test if it cannot run here. */
function skipUnless(context: Mocha.Context, grader: Grader): void {
  skipIf(context, existsSync(PYTHON) ? explainNotTried(grader) : `there is no ${PYTHON}`);
}

for (const grader of ["root", "an ordinary user"] as const) {
  describe(`the filter of system calls in the sandbox of a grader that is ${grader}`, () => {
    it("refuses keys, io_uring, userfaultfd, namespaces, mounts, ptrace and anonymous shared memory; without it they work", function () {
      skipUnless(this, grader);
      expect(runPython(grader, CALLS)).to.equal("[]");
      const free = JSON.parse(runPython(grader, CALLS, { without: NO_FILTER })) as string[];
      expect(free).to.include.members([...WITHOUT[grader]]);
    });

    it("allows honest work: threads and children of Node and Python, sockets, timers, files", function () {
      skipUnless(this, grader);
      const threads = `import os, socket, subprocess, tempfile, threading
done = []
one = threading.Thread(target=lambda: done.append("thread")); one.start(); one.join()
done.append(subprocess.run(["echo", "child"], capture_output=True, text=True).stdout.strip())
a, b = socket.socketpair(); a.send(b"socket"); done.append(b.recv(6).decode())
with tempfile.TemporaryFile() as file: file.write(b"x"); done.append("file")
print(*done)`;
      expect(runPython(grader, threads)).to.equal("thread child socket file");
      const node = `const { Worker } = require("worker_threads"); const { spawn } = require("child_process"); const net = require("net");
        const worker = new Promise((resolve) => new Worker('require("worker_threads").parentPort.postMessage("worker")', { eval: true }).once("message", resolve));
        const child = new Promise((resolve) => spawn("/bin/sh", ["-c", "exit 7"]).once("exit", resolve));
        const served = new Promise((resolve) => { const server = net.createServer((socket) => socket.end("served")).listen(0, "127.0.0.1", () => net.connect(server.address().port, "127.0.0.1").once("data", (text) => { server.close(); resolve(String(text)); })); });
        const slept = new Promise((resolve) => setTimeout(resolve, 1, "slept"));
        const hashed = new Promise((resolve) => require("crypto").pbkdf2("a", "b", 1, 8, "sha1", () => resolve("hashed")));
        Promise.all([worker, child, served, slept, hashed]).then((all) => { console.log(all.join(" ")); process.exit(); });`;
      expect(runInSandbox(grader, ["--eval", node])).to.deep.equal({
        stdout: "worker 7 served slept hashed\n",
        stderr: "",
      });
    });
  });
}

describe("what the kernel stores for a user", () => {
  it("isn't found by the next run, which is another user and can store nothing; without both it finds a key", function () {
    skipUnless(this, "root");
    const storeThenFind = (otherwise: SandboxOverrides, next = otherwise) => [
      runPython("root", LEAVES, otherwise),
      runPython("root", FINDS, next),
    ];
    const free = { without: NO_FILTER };
    const [first, second] = [chooseSandboxUser() ?? 0, chooseSandboxUser() ?? 0];
    expect(storeThenFind({ ...free, user: first })).to.deep.equal(["True", "secret"]);
    expect(storeThenFind({ ...free, user: second }, free)).to.deep.equal(["True", "nothing"]);
    expect(storeThenFind({ user: second })).to.deep.equal(["False", "nothing"]);
  });
});

describe("the filter's system call numbers", () => {
  it("match libseccomp's, for both processors", function () {
    const requested = `
import ctypes, json
lib = ctypes.CDLL("libseccomp.so.2")
names = ${JSON.stringify([...Object.keys(REFUSED), "clone", "clone3", "socket", "ioctl"])}
print(json.dumps({name: [lib.seccomp_syscall_resolve_name_arch(arch, name.encode()) for arch in (0xC000003E, 0xC00000B7)] for name in names}))`;
    const { stdout, status } = spawnSync(PYTHON, ["-c", requested], { encoding: "utf8" });
    skipIf(this, status === 0 ? undefined : "there is no libseccomp.so.2 for Python");
    const found = JSON.parse(stdout) as Record<string, number[]>;
    const listCallsHere = (numbers: readonly (number | undefined)[] = []) =>
      numbers.map((number) => ((number ?? -1) < 0 ? -1 : number));
    for (const [name, numbers] of Object.entries(REFUSED))
      expect(listCallsHere(found[name]), name).to.deep.equal(listCallsHere(numbers));
    expect([found["clone"], found["clone3"], found["socket"], found["ioctl"]]).to.deep.equal([
      [56, 220],
      [435, 435],
      [41, 198],
      [16, 29],
    ]);
  });

  it("exist for no other processor, which has no filter", () => {
    expect(createSeccompProgram("riscv64", true)).to.equal(undefined);
    expect(createSeccompProgram("x64", true)?.length).to.be.greaterThan(0);
  });
});

/** A system call as a filter sees it: `struct seccomp_data`. */
interface Call {
  readonly architecture: number;
  readonly number: number;
  readonly arguments?: readonly number[];
}

/** Applies a filter to a call as a kernel does: it runs the program, and knows more instructions than the filter uses. */
function runFilter(program: Buffer, { architecture, number, arguments: args = [] }: Call): string {
  const words = [number, architecture, 0, 0, ...[0, 1, 2, 3, 4, 5].flatMap((at) => [args[at] ?? 0, 0])];
  let loaded = 0;
  for (let index = 0; index * 8 < program.length; index += 1) {
    const [code, ifTrue, ifFalse, value] = [
      program.readUInt16LE(index * 8),
      program.readUInt8(index * 8 + 2),
      program.readUInt8(index * 8 + 3),
      program.readUInt32LE(index * 8 + 4),
    ];
    const jump = (holds: boolean): void => void (index += holds ? ifTrue : ifFalse);
    if (code === 0x20) loaded = words[value / 4] ?? NaN;
    else if (code === 0x15) jump(loaded === value);
    else if (code === 0x25) jump(loaded > value);
    else if (code === 0x45) jump((loaded & value) !== 0);
    else if (code === 0x06) return VERDICTS[value] ?? value.toString(16);
    else throw new Error(`There is no instruction ${code}.`);
  }
  throw new Error("The filter gives no answer.");
}
const VERDICTS: Readonly<Record<number, string>> = {
  0x80000000: "killed",
  0x7fff0000: "allowed",
  0x00050001: "EPERM",
  0x00050026: "ENOSYS",
};
/** The numbers that linux/audit.h gives the processors. */
const AUDIT = { x64: 0xc000003e, arm64: 0xc00000b7 } as const;

for (const processor of ["x64", "arm64"] as const) {
  describe(`the filter's program for ${processor}`, () => {
    const at = processor === "x64" ? 0 : 1;
    const getVerdict = (
      number: number,
      more: { readonly values?: readonly number[]; readonly shares?: boolean } = {},
    ): string =>
      runFilter(createSeccompProgram(processor, !(more.shares ?? false)) ?? Buffer.alloc(0), {
        architecture: AUDIT[processor],
        number,
        arguments: more.values ?? [],
      });
    const [clone = 0, socket = 0, ioctl = 0, mmap = 0] = [
      [56, 220],
      [41, 198],
      [16, 29],
      [9, 222],
    ].map((numbers) => numbers[at]);

    it("refuses each call on its list, newer calls, and the clone whose flags it can't read", () => {
      for (const [name, numbers] of Object.entries(REFUSED))
        if (numbers[at] !== undefined) expect(getVerdict(numbers[at]), name).to.equal("EPERM");
      expect([435, 456, 457, 500, 0x40000000].map((number) => getVerdict(number))).to.deep.equal([
        "ENOSYS",
        "allowed",
        "ENOSYS",
        "ENOSYS",
        "ENOSYS",
      ]);
    });

    it("allows all others, and kills calls with another processor's numbers", () => {
      const refused = new Set([...Object.values(REFUSED).map((numbers) => numbers[at]), 435, socket]);
      const others = Array.from({ length: 457 }, (_, number) => number).filter((number) => !refused.has(number));
      expect(others.filter((number) => getVerdict(number) !== "allowed")).to.deep.equal([]);
      const program = createSeccompProgram(processor, true) ?? Buffer.alloc(0);
      for (const architecture of [0x40000003, AUDIT[processor === "x64" ? "arm64" : "x64"], AUDIT[processor] + 1])
        expect(runFilter(program, { architecture, number: 0 })).to.equal("killed");
    });

    it("refuses the clone flags that create namespaces, and no others", () => {
      const names = [0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000];
      const flags = Array.from({ length: 31 }, (_, bit) => 2 ** bit);
      expect(flags.filter((flag) => getVerdict(clone, { values: [flag | 0x11] }) === "EPERM")).to.deep.equal(names);
      expect(flags.filter((flag) => getVerdict(clone, { values: [0x11, flag] }) !== "allowed")).to.deep.equal([]);
    });

    it("allows Unix, internet and netlink sockets, and no others", () => {
      const families = Array.from({ length: 46 }, (_, family) => family);
      const allowed = families.filter((family) => getVerdict(socket, { values: [family, 1, 0] }) === "allowed");
      expect(allowed).to.deep.equal([1, 2, 10, 16]);
      expect(getVerdict(socket, { values: [38] })).to.equal("EPERM");
    });

    it("refuses input into a terminal, by the second argument of ioctl", () => {
      const requests = [0x5411, 0x5412, 0x5413, 0x541b, 0x541c, 0x541d];
      expect(requests.filter((request) => getVerdict(ioctl, { values: [0, request] }) === "EPERM")).to.deep.equal([
        0x5412, 0x541c,
      ]);
      expect(getVerdict(ioctl, { values: [0x5412, 0x5401] })).to.equal("allowed");
    });

    it("refuses anonymous shared memory if configured, and nothing else of mmap", () => {
      // MAP_SHARED, MAP_PRIVATE, MAP_SHARED_VALIDATE, alone and with MAP_ANONYMOUS.
      const flags = [0x01, 0x02, 0x03, 0x21, 0x22, 0x23];
      const listRefused = (shares: boolean) =>
        flags.filter((flag) => getVerdict(mmap, { values: [0, 4096, 3, flag], shares }) === "EPERM");
      expect([listRefused(false), listRefused(true)]).to.deep.equal([[0x21, 0x23], []]);
    });
  });
}

describe("the filter's file", () => {
  it("contains this machine's program, can be read by all, and is created once for each kind", function () {
    const files = [true, false].map((refusesShared) => getSeccompFile(refusesShared) ?? "");
    skipIf(this, files.includes("") ? "this processor has no filter" : undefined);
    expect(files.map((file) => readFileSync(file))).to.deep.equal(
      [true, false].map((refusesShared) => createSeccompProgram(process.arch, refusesShared)),
    );
    expect(files.map((file) => statSync(dirname(file)).mode & 0o777)).to.deep.equal([0o755, 0o755]);
    expect([true, false].map((refusesShared) => getSeccompFile(refusesShared))).to.deep.equal(files);
  });
});
