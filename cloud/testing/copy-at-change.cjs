// Loaded before the lab cloud by a test: copies the data folder before each change that the process makes to its files, and again with
// half of the bytes of each write. A copy holds exactly what kill -9 would leave at that moment. The test says where copies go by writing
// the path of a folder to the file COPY_CHANGES_TO; while there is no such file, nothing is copied.
const fs = require("node:fs");
const { join, relative } = require("node:path");
const { syncBuiltinESMExports } = require("node:module");

const { COPY_CHANGES_TO: ordersFile, COPY_CHANGES_OF: data } = process.env;
let isCopying = false;
let count = 0;

function copyFolder(change) {
  if (isCopying) return;
  isCopying = true;
  try {
    const orders = fs.readFileSync(ordersFile, "utf8");
    const copy = join(orders, `${String((count += 1)).padStart(4, "0")}-${change}`);
    fs.cpSync(data, copy, { recursive: true, filter: (path) => !path.startsWith(join(data, "in-use-by")) });
    return copy;
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  } finally {
    isCopying = false;
  }
}

function copyWithHalf(fd, parts, { from = 0 } = {}) {
  if (isCopying) return;
  const path = fs.readlinkSync(`/proc/self/fd/${fd}`);
  if (relative(data, path).startsWith("..")) return;
  copyFolder("write");
  const copy = copyFolder("half-written");
  if (copy === undefined) return;
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part))).subarray(from);
  const [, position, flags] = /^pos:\s+(\d+)\nflags:\s+(\d+)/.exec(fs.readFileSync(`/proc/self/fdinfo/${fd}`, "utf8"));
  isCopying = true;
  try {
    const file = fs.openSync(join(copy, relative(data, path)), "r+");
    const at = parseInt(flags, 8) & fs.constants.O_APPEND ? fs.fstatSync(file).size : Number(position);
    fs.writeSync(file, bytes, 0, bytes.byteLength >> 1, at);
    fs.closeSync(file);
  } finally {
    isCopying = false;
  }
}

for (const name of ["renameSync", "rmSync", "unlinkSync", "unlink", "ftruncateSync", "mkdirSync", "writeFileSync"]) {
  const original = fs[name];
  fs[name] = (...args) => {
    copyFolder(name);
    return original(...args);
  };
}
for (const name of ["writeSync", "writevSync", "write", "writev"]) {
  const original = fs[name];
  fs[name] = (fd, content, ...rest) => {
    copyWithHalf(fd, [content].flat(), { from: name.startsWith("writev") ? 0 : rest[0] });
    return original(fd, content, ...rest);
  };
}
// The methods of open files of `node:fs/promises`, which all have one prototype.
const { open, rename, rm } = fs.promises;
Object.assign(fs.promises, {
  async open(...args) {
    const handle = await open(...args);
    patchHandles(Object.getPrototypeOf(handle));
    return handle;
  },
  rename: (...args) => (copyFolder("rename"), rename(...args)),
  rm: (...args) => (copyFolder("rm"), rm(...args)),
});
let isPatched = false;
function patchHandles(prototype) {
  if (isPatched) return;
  isPatched = true;
  for (const name of ["write", "writev", "writeFile", "appendFile"]) {
    const original = prototype[name];
    prototype[name] = function (content, ...rest) {
      copyWithHalf(this.fd, [content].flat());
      return Reflect.apply(original, this, [content, ...rest]);
    };
  }
  const { truncate } = prototype;
  prototype.truncate = function (...args) {
    copyFolder("truncate");
    return Reflect.apply(truncate, this, args);
  };
}
syncBuiltinESMExports();
