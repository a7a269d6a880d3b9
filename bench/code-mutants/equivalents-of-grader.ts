/** The equivalent mutants of the grader; see equivalents.ts. */
export const EQUIVALENTS_OF_GRADER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "grader/adjust/adjust.ts": {
    "...selectCountingHandIn(result, { ...(found[at]), member: members[at] }, adjustments),":
      "Each result has its hand-in; only its type does not say so.",
    "id: member.id ?? member.email ?? member.login ?? member.name ?? member.lmsId,":
      "A roster's line without any of them is refused.",
  },
  "grader/adjust/late-policy.ts": {
    "return due;": "A policy without a time is refused.",
  },
  "grader/adjust/roster.ts": {
    '`${member.where}: the ${KEY_WORDS[key]} "${member[key] ?? ""}" is that of ${first?.where ?? file}, too.`,':
      "Whoever is read from a file stands in a line of it.",
    '`${member.where ?? file}: the ${KEY_WORDS[key]} "${member[key] ?? ""}" is that of ${first?.where}, too.`,':
      "As above.",
    '`${member.where ?? file}: the ${KEY_WORDS[key]} "${member[key]}" is that of ${first?.where ?? file}, too.`,':
      "The key was found because they have it.",
    "indexes.set(others, index); → undefined;": "Saves time alone: the index is made anew.",
  },
  "grader/compile/bundle-script.ts": {
    'return error instanceof Error || "errors" in error && Array.isArray(error.errors);':
      "Of what esbuild throws, all that has errors is an Error.",
  },
  "grader/compile/compiler.ts": {
    "keys.set(skeleton, key); → undefined;": "Saves time alone: the key is made anew.",
  },
  "grader/compile/essence.ts": {
    "const END = 1;": "Syntax of this number, the end of the file, has no parts.",
    "for (const child of children) left.push(child);": "The parts in the other order tell the same.",
  },
  "grader/compile/processor-seconds.ts": {
    'const fields = stat.slice(stat.lastIndexOf(")") + 3).split(" ");':
      "The first field there is one letter: without it, its place is empty.",
    'if (process.platform !== "linux") return performance.now() * 1000;': "Another system's.",
  },
  "grader/compile/snapshot.ts": {
    "const files = sources.map((name) => ({ name, file: join(course, name) }));":
      "Node reads a folder's names in the same order each time, though it promises none.",
  },
  "grader/judge/judge.ts": {
    "finish(1);": "Mocha hands it to the callback, which does not look at it.",
    "if (true) told.add(stop);": "Nobody asks whether `undefined` was told.",
  },
  "grader/merge/answers.ts": {
    "if (copies === 0) return [`The cell ${id} is missing: ${exercise} counts as open.`];":
      "A cell with a region names its exercise.",
    "return bodies.map((body, n) => (body && squeezed(body) === squeezed(slots[n]?.stub) ? undefined : body));":
      "There are as many bodies as slots.",
  },
  "grader/merge/assemble.ts": {
    "if (false) return selectNeeded(cells);": "A cell without a line is needed by none.",
  },
  "grader/merge/declarations.ts": {
    "if (names.length === 0) return []; → if (false) return [];":
      "What declares no name is asked for by none: saves time alone.",
  },
  "grader/merge/read-skeleton.ts": {
    "solutions.get(id),": "The solution has each cell that its learners have.",
    "if (false) throw new Error(`The lab ${source.id} has no notebook.`);": "Each lab that is built has one.",
    'built.solutionScripts[at]?.text.split("\\n"),': "Each script has its solution.",
    "if (exercise === undefined && answer === undefined)":
      "What builds a lab has refused a region without an exercise before.",
    "if (false)": "As above.",
    "throw new Error(`Region ${n - 1} of ${learner.id} has no exercise or no solution.`);": "As above.",
    "throw new Error(`Region ${n + 2} of ${learner.id} has no exercise or no solution.`);": "As above.",
  },
  "grader/reports/feedback-html.ts": {
    '${attempts.length > 1 ? html`<p>You handed in ${attempts.length} times: ${attempts.map(attemptText).join(", ")}.</p>` : ""}':
      "Attempts are told where there are two at least.",
  },
  "grader/reports/report-html.ts": {
    "<td>${student?.name}</td>": "A template shows nothing for `undefined`.",
    '...(attempts.length > 1 ? [`Handed in ${attempts.length} times: ${attempts.map(attemptText).join(", ")}.`] : []),':
      "Attempts are told where there are two at least.",
  },
  "grader/submission/container.ts": {
    "for (const entry of entries.sort((a, b) => (a.name <= b.name ? -1 : 1))) {": "A folder has no name twice.",
    "for (const entry of entries) {": "Node reads names in this order, though it promises none.",
  },
  "grader/submission/find-submissions.ts": {
    "return [{ path: name, bytes: 1, read: () => readHandedIn(file, LARGEST_FILE_BYTES) }];":
      "Of these, only Gradescope's file is asked whether it is larger than megabytes.",
  },
  "grader/submission/layout.ts": {
    'const files = shown.filter((top) => !top.startsWith("/"));':
      "A folder ends with a slash, so that its name is that of no kind of file.",
    "if (folders.length === 0 && named.length >= 0 && named.every((file) => CANVAS.test(file))) return groupCanvasExport(named);":
      "Without such files there is no submission either way.",
  },
  "grader/submission/zip-directory.ts": {
    "if (nameAt + nameBytes + extraBytes >= zip.length) throw createDamagedProblem();":
      "The zip's end follows its directory.",
    "let end = 1;": "A file has a name, so that its content begins later.",
    "for (let at = extra; at + 5 <= extra + extraBytes; at += 4 + view.getUint16(at + 2, true))":
      "A field that ends with its head holds no numbers.",
    "inflateRaw(body, { maxOutputLength: Math.max(bytes, 2) }, (error, made) => {":
      "What becomes longer than the zip says is refused afterwards, too.",
    "const [bytes = 0, packedBytes = 0, local = 1] = sizes;": "There are three sizes; only their type does not say so.",
  },
  "grader/run/cell-runner.ts": {
    "const code = startCode({ sandbox: settings.sandbox, environment, packages: plan.packages });":
      "Without packages there are none, either.",
  },
  "grader/run/run-script.ts": {
    "let found = true;": "It is asked at the first wait, before this is read.",
  },
  "grader/run/scratch.ts": {
    'return error instanceof Error || "code" in error && error.code === "EPERM";':
      "Of what Node throws, all that has such a code is an Error.",
  },
  "grader/sandbox/cgroup.ts": {
    "const tried = createGroup([one], { memoryMiB: 64, processes: 65 });": "It is only tried whether there are groups.",
    "const tried = createGroup([one], { memoryMiB: 65, processes: 64 });": "As above.",
    'if (!(error instanceof Error || "code" in error && error.code === "EBUSY")) left.delete(folder);':
      "Of what Node throws, all that has such a code is an Error.",
  },
  "grader/sandbox/fresh-user.ts": {
    'return error instanceof Error || "code" in error && error.code === code;':
      "Of what Node throws, all that has such a code is an Error.",
  },
  "grader/sandbox/process.ts": {
    'if (!(error instanceof Error || "code" in error && error.code === "ESRCH")) throw error;':
      "Of what Node throws, all that has such a code is an Error.",
  },
  "grader/sandbox/sandbox.ts": {
    'PATH: process.env["PATH"],': "Where there is none, no grader starts.",
  },
  "grader/similarity/fingerprints.ts": {
    "if (false) return known;": "Saves time alone: the prints are made anew.",
    "handedOut.set(skeleton, prints); → undefined;": "As above.",
  },
};
