// `npm run check`, before a commit: all that `npm test` runs, but nothing more is begun after the first failure.
process.argv.push("--stop-at-first");
await import("./test.mjs");
