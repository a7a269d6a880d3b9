import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isPresent, readIfPresent } from "../storage/if-present";

/** The scopes of the SDK's packages, which are the only ones that AWS's Node.js runtimes contain. */
const SCOPES = ["@aws-sdk", "@smithy"];

/**
 * Makes a `node_modules` with links to the SDK's packages of this installation: code in folders beside it can import
 * them, as on AWS.
 *
 * @param folder the folder in which the `node_modules` is created
 * @returns the folders to which the links lead
 */
export function linkSdk(folder: string): readonly string[] {
  const created = join(folder, "node_modules");
  rmSync(created, { recursive: true, force: true });
  const sources = listPackageFolders();
  for (const scope of SCOPES) {
    mkdirSync(join(created, scope), { recursive: true });
    for (const source of sources) {
      for (const name of listNames(join(source, scope))) {
        const link = join(created, scope, name);
        if (!isPresent(link)) symlinkSync(realpathSync(join(source, scope, name)), link, "junction");
      }
    }
  }
  return sources;
}

/** The nearest `node_modules` that has the SDK, for programs that may read this installation; undefined where there is none. */
export const findSdkFolder = (): string | undefined => listPackageFolders()[0];

/** Every `node_modules` above the working folder and above this program that has the SDK, the nearest first. */
function listPackageFolders(): readonly string[] {
  const starts = [process.cwd(), dirname(fileURLToPath(import.meta.url))];
  const all = starts.flatMap(listFoldersUpFrom).map((folder) => join(folder, "node_modules"));
  return [...new Set(all)].filter((folder) => existsSync(join(folder, "@aws-sdk")));
}

function listFoldersUpFrom(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...listFoldersUpFrom(above)];
}

const listNames = (folder: string): readonly string[] => readIfPresent(() => readdirSync(folder)) ?? [];
