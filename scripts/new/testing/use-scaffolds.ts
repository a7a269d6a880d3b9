import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { dispatch } from "../../labs/main";
import { scaffolds } from "../index";

/** The folder of the project itself. */
export const PROJECT = join(import.meta.dirname, "..", "..", "..");

/** A folder with copies of a few of the project's files, in which a test runs `npm run new …`. */
export interface Scaffolds {
  readonly root: string;
  run(...argv: string[]): Promise<{ status: number; err: string }>;
  read(path: string): Promise<string>;
  /** Copies more of the project's files and folders. */
  copy(...paths: string[]): Promise<void>;
}

/** Makes such a folder before each test, and removes it after. */
export function useScaffolds(...paths: string[]): Scaffolds {
  let root = "";
  const scaffold: Scaffolds = {
    get root() {
      return root;
    },
    async run(...argv) {
      const err: string[] = [];
      const io = {
        printResult: () => undefined,
        printError: (line: string) => void err.push(line),
        root,
        cwd: root,
        env: {},
        isTerminal: false,
      };
      return { status: await dispatch(argv, io, { name: "npm run new", table: scaffolds }), err: err.join("\n") };
    },
    read: (path) => readFile(join(root, path), "utf8"),
    async copy(...more) {
      for (const path of more) {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await cp(join(PROJECT, path), join(root, path), { recursive: true });
      }
    },
  };
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "labs-"));
    await scaffold.copy(...paths);
  });
  afterEach(async () => {
    await rm(root, { recursive: true });
  });
  return scaffold;
}
