/**
 * A compiler's process that compiles nothing: a cell's code says what becomes of the request. Its answer names the process. `resident=8`:
 * so many bytes of memory are reported; `cold`: the answer has no cells; `end`: the process ends; `busy`: it works without an end; `silent`: there is
 * no answer, in any process or in the one that is named; `started`: the answer tells how the process was started.
 */
process.on(
  "message",
  (/** @type {{ n: number, request: { cells?: readonly { code: string }[] } }} */ { n, request }) => {
    const code = request.cells?.[0]?.code ?? "";
    if (code === "end") process.exit(4);
    if (code === "busy") for (;;);
    const [silent, where = process.pid] = /silent(?: in (\d+))?/.exec(code) ?? [];
    if (silent && Number(where) === process.pid) return;
    const residentBytes = Number(/resident=(\d+)/.exec(code)?.[1] ?? 1);
    const essence =
      code === "started" ? [...process.execArgv, ...process.argv.slice(2)].join(" ") : String(process.pid);
    process.send?.({ n: n + 1000, response: { essence: "of another request" }, residentBytes: 0 });
    process.send?.({ n, response: { essence, ...(/cold/.test(code) ? {} : { cells: request.cells }) }, residentBytes });
  },
);
process.send?.("up");
process.on("disconnect", () => process.exit());
