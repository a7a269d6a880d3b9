// Loaded before the lab cloud by a test: ends the process as kill -9 does, at the KILL_AT_CHANGE-th change that it makes to its files. If
// that change is a write, half of its bytes are written.
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");

let left = Number(process.env.KILL_AT_CHANGE);

function end() {
  process.kill(process.pid, "SIGKILL");
  for (;;);
}

for (const name of ["renameSync", "rmSync", "unlinkSync", "unlink", "ftruncateSync", "mkdirSync", "writeFileSync"]) {
  const original = fs[name];
  fs[name] = (...args) => {
    left -= 1;
    if (left === 0) end();
    return original(...args);
  };
}
for (const name of ["writeSync", "writevSync", "write", "writev"]) {
  const original = fs[name];
  fs[name] = (fd, content, ...rest) => {
    left -= 1;
    if (left === 0) {
      const [first] = Array.isArray(content) ? content : [content];
      if (typeof first !== "string") fs.appendFileSync(fd, first.subarray(0, Math.floor(first.byteLength / 2)));
      end();
    }
    return original(fd, content, ...rest);
  };
}
syncBuiltinESMExports();
