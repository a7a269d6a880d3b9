// Loaded before the lab cloud by a test. With KILL_AT_CHANGE, it ends the process as kill -9 does, at that change of its files in number.
// With STOP_AT_CHANGES, the path of a file, it stops all threads of the process before each change while that file exists, and writes the
// change's name into it: what the data folder holds then is what kill -9 would leave. A write is also met when half of it is written.
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");

const { KILL_AT_CHANGE, STOP_AT_CHANGES: orders } = process.env;
// Processes that the cloud starts are not killed.
delete process.env.NODE_OPTIONS;
const { constants, existsSync, writeFileSync, writeSync, ftruncateSync, fstatSync, readFileSync, readlinkSync } = fs;
let left = Number(KILL_AT_CHANGE);
let count = 0;
let isInside = false;

function kill() {
  process.kill(process.pid, "SIGKILL");
  for (;;);
}

/** @param writeHalf writes half of what the change will write, and gives a function that takes it back */
function meetChange(name, writeHalf) {
  if (isInside) return;
  isInside = true;
  try {
    if (orders === undefined) {
      left -= 1;
      if (left > 0) return;
      writeHalf?.();
      kill();
    }
    if (!existsSync(orders)) return;
    stop(name);
    const takeBack = writeHalf?.();
    if (takeBack === undefined) return;
    stop(`half of ${name}`);
    takeBack();
  } finally {
    isInside = false;
  }
}

function stop(name) {
  writeFileSync(orders, `${(count += 1)} ${name}`);
  process.kill(process.pid, "SIGSTOP");
}

function writeHalf(fd, bytes, position) {
  const [, current, flags] = /^pos:\s+(\d+)\nflags:\s+(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "utf8"));
  const isAppended = (parseInt(flags, 8) & constants.O_APPEND) !== 0;
  const { size } = fstatSync(fd);
  writeSync(fd, bytes, 0, bytes.byteLength >> 1, isAppended ? null : (position ?? Number(current)));
  return () => ftruncateSync(fd, size);
}

/** The bytes of a call of `write` or `writev`, and where they go: undefined is the file's current position. */
function readWrite(name, [content, ...rest]) {
  const toNumber = (value) => (typeof value === "number" ? value : undefined);
  if (name.startsWith("writev")) return [Buffer.concat(content), toNumber(rest[0])];
  if (typeof content === "string") return [Buffer.from(content), toNumber(rest[0])];
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const from = toNumber(rest[0]) ?? 0;
  return [bytes.subarray(from, from + (toNumber(rest[1]) ?? bytes.byteLength - from)), toNumber(rest[2])];
}

function meetWrite(name, fd, args) {
  if (isInside) return;
  // Not what the process prints.
  if (!fstatSync(fd).isFile()) return;
  const path = readlinkSync(`/proc/self/fd/${fd}`);
  const [bytes, position] = readWrite(name, args);
  meetChange(`${name} ${path}`, () => writeHalf(fd, bytes, position));
}

for (const name of [
  "renameSync",
  "rmSync",
  "unlinkSync",
  "unlink",
  "ftruncateSync",
  "mkdirSync",
  "writeFileSync",
  "rename",
  "rm",
])
  for (const owner of name.endsWith("Sync") ? [fs] : [fs, fs.promises]) {
    const original = owner[name];
    owner[name] = (...args) => {
      meetChange(`${name} ${args[0]}`);
      return original(...args);
    };
  }
for (const name of ["writeSync", "writevSync", "write", "writev"]) {
  const original = fs[name];
  fs[name] = (fd, ...args) => {
    meetWrite(name, fd, args);
    return original(fd, ...args);
  };
}
// All open files of `node:fs/promises` have one prototype.
const { open } = fs.promises;
fs.promises.open = async (...args) => {
  const handle = await open(...args);
  const prototype = Object.getPrototypeOf(handle);
  if (!prototype.isMet) patchHandles(prototype);
  return handle;
};
function patchHandles(prototype) {
  prototype.isMet = true;
  for (const name of ["write", "writev", "writeFile", "appendFile", "truncate"]) {
    const original = prototype[name];
    prototype[name] = function (...args) {
      if (name === "truncate") meetChange("truncate");
      else meetWrite(name, this.fd, args);
      return Reflect.apply(original, this, args);
    };
  }
}
syncBuiltinESMExports();
