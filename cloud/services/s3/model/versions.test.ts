import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "chai";
import { getItemAt } from "../../../../foundation/item-at";
import { createRandom } from "../../../../foundation/random";
import { useStore } from "../testing/use-store";
import type { StoredObject, Tag } from "../store/stored-object";
import { findHidingMarker } from "./versions";
import { listVersions, type VersionListingRequest } from "../api/list-object-versions";

const KEYS = ["a", "a/1", "a/2", "b", "b/1"];
const STEPS = 300;

/** A version of a key: its content as text, or undefined for a delete marker. */
interface Version {
  readonly id: string;
  readonly text: string | undefined;
  readonly tags?: readonly Tag[];
}

/**
 * A model of versions, as S3's guide describes them, on plain lists: newest first.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/AddingObjectstoVersionSuspendedBuckets.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectsfromVersionSuspendedBuckets.html
 */
class Model {
  versioning: "Enabled" | "Suspended" | undefined;
  readonly keys = new Map<string, readonly Version[]>(KEYS.map((key) => [key, []]));

  listVersions(key: string): readonly Version[] {
    return this.keys.get(key) ?? [];
  }

  /** Puts a new version before the others; without versioning it replaces the version `null`. */
  put(key: string, version: Version): void {
    const others = this.listVersions(key).filter(({ id }) => id !== version.id);
    this.keys.set(key, [version, ...others]);
  }

  /** Deletes a key: without versioning completely; with versioning by a delete marker. */
  delete(key: string, marker: string): void {
    if (this.versioning === undefined) this.keys.set(key, []);
    else this.put(key, { id: marker, text: undefined });
  }

  tag(key: string, version: Version, tags: readonly Tag[]): void {
    this.keys.set(
      key,
      this.listVersions(key).map((item) => (item === version ? { ...version, tags } : item)),
    );
  }

  deleteVersion(key: string, version: string): void {
    this.keys.set(
      key,
      this.listVersions(key).filter(({ id }) => id !== version),
    );
  }

  listPage({ prefix, delimiter }: Pick<VersionListingRequest, "prefix" | "delimiter">): string[] {
    const lines = KEYS.filter((key) => key.startsWith(prefix)).flatMap((key) => {
      const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
      if (end !== -1) return this.listVersions(key).length === 0 ? [] : [key.slice(0, end + 1)];
      return this.listVersions(key).map(({ id, text }, index) =>
        formatLine({ key, version: id, isLatest: index === 0, isMarker: text === undefined }),
      );
    });
    return [...new Set(lines)];
  }
}

interface VersionRow {
  readonly key: string;
  readonly version: string;
  readonly isLatest: boolean;
  readonly isMarker: boolean;
}
const formatLine = ({ key, version, isLatest, isMarker }: VersionRow): string =>
  `${key} ${version}${isMarker ? " marker" : ""}${isLatest ? " latest" : ""}`;

describe("S3 versions compared with plain lists", () => {
  const test = useStore();
  const getLocation = (key: string) => ({ bucket: test.store.requireBucket("trips"), key });
  const findStored = (key: string, version: string): StoredObject | number | undefined =>
    test.store.findVersion(getLocation(key), version);

  /** All pages of a listing. */
  const listPages = (request: Pick<VersionListingRequest, "prefix" | "delimiter" | "max">): string[] => {
    const all: string[] = [];
    let markers = { keyMarker: "", versionMarker: "" };
    for (;;) {
      const page = listVersions(test.store.requireBucket("trips"), { ...request, ...markers });
      const lines = page.versions.map(({ stored, ...line }) =>
        formatLine({ ...line, isMarker: typeof stored === "number" }),
      );
      const found = [...lines, ...page.commonPrefixes];
      expect(found).to.have.length.at.most(request.max);
      all.push(...found);
      if (page.next === undefined) return all;
      expect(found, "a page that others follow is full").to.have.length(request.max);
      markers = { keyMarker: page.next.key, versionMarker: page.next.version ?? "" };
    }
  };

  it("are stored, hidden, restored and listed as S3's guide says, through restarts, with their files", async () => {
    const random = createRandom("versions");
    const model = new Model();
    const ids = new Set<string>();
    const createId = (id: string | undefined): string => {
      if (model.versioning !== "Enabled") return "null";
      expect(ids).not.to.include(id);
      ids.add(id ?? "");
      return id ?? "";
    };

    const check = (): void => {
      for (const key of KEYS) {
        const [current] = model.listVersions(key);
        expect(test.store.findObject(getLocation(key)) !== undefined, key).to.equal(current?.text !== undefined);
        const isHidden = current !== undefined && current.text === undefined;
        expect(findHidingMarker(getLocation(key))?.version, key).to.equal(isHidden ? current.id : undefined);
        for (const { id, text, tags } of model.listVersions(key)) {
          const first = findStored(key, id);
          expect(typeof first, `${key} ${id}`).to.equal(text === undefined ? "number" : "object");
          expect(typeof first === "object" ? first.details.tags : undefined).to.deep.equal(tags);
        }
        expect(findStored(key, "none")).to.equal(undefined);
      }
      const request = {
        prefix: getItemAt(["", "a", "a/", "b"], random.drawBelow(4)),
        delimiter: getItemAt(["", "/"], random.drawBelow(2)),
      };
      const expected = model.listPage(request);
      const found = listPages({ ...request, max: 1 + random.drawBelow(4) });
      // Sorted on both sides, since a listing separates versions from common prefixes.
      expect([...found].sort()).to.deep.equal([...expected].sort());
      const [versions, known] = [found, expected].map((lines) => lines.filter((line) => line.includes(" ")));
      expect(versions).to.deep.equal(known);
    };

    const steps: readonly (() => Promise<void> | void)[] = [
      async function put() {
        const key = getItemAt(KEYS, random.drawBelow(KEYS.length));
        const text = `text ${random.drawBelow(1e9)}`;
        await test.put(key, text);
        model.put(key, { id: createId(test.store.findObject(getLocation(key))?.details.version), text });
      },
      function remove() {
        const key = getItemAt(KEYS, random.drawBelow(KEYS.length));
        const [deletionResult] = test.store.deleteObjects(getLocation(key).bucket, [{ key }], 5);
        if (model.versioning === undefined) expect(deletionResult).to.deep.equal({ key });
        else expect(deletionResult).to.include({ isMarker: true, isMade: true });
        model.delete(key, createId(deletionResult?.version));
      },
      function removeVersion() {
        if (model.versioning === undefined) return;
        const key = getItemAt(KEYS, random.drawBelow(KEYS.length));
        const known = model.listVersions(key);
        const item = known[random.drawBelow(known.length + 1)];
        const version = item?.id ?? "none";
        const [deletionResult] = test.store.deleteObjects(getLocation(key).bucket, [{ key, version }], 5);
        const isMarker = item !== undefined && item.text === undefined;
        expect(deletionResult).to.deep.equal({ key, version, ...(isMarker ? { isMarker } : {}) });
        model.deleteVersion(key, version);
      },
      function tag() {
        const key = getItemAt(KEYS, random.drawBelow(KEYS.length));
        const known = model.listVersions(key);
        const version = known[random.drawBelow(known.length + 1)];
        const object = version && findStored(key, version.id);
        if (version === undefined || typeof object !== "object") return;
        const tags: readonly Tag[] = [["round", String(random.drawBelow(1e9))]];
        test.store.setObjectTags(getLocation(key), object, tags);
        model.tag(key, version, tags);
      },
      function setVersioning() {
        // Versioning can be suspended, but never removed.
        const Status = model.versioning === "Enabled" && random.drawBelow(2) === 0 ? "Suspended" : "Enabled";
        test.store.setBucket(test.store.requireBucket("trips"), "versioning", Status);
        model.versioning = Status;
      },
      async function restart() {
        // Files of deleted versions are removed a little later.
        test.store.blobs.close();
        const objects = KEYS.flatMap((key) => model.listVersions(key)).filter(({ text }) => text !== undefined);
        while (test.listBlobFiles().length > objects.length) await nextTurn();
        test.restart();
        expect(test.listBlobFiles(), "a file for each").to.have.length(objects.length);
        for (const key of KEYS)
          for (const { id, text } of model.listVersions(key)) {
            const object = findStored(key, id);
            if (text === undefined || typeof object !== "object") continue;
            const chunks: Buffer[] = [];
            for await (const chunk of test.store.blobs.readPieces(object.blob, { first: 0, last: object.size - 1 }))
              chunks.push(chunk);
            expect(Buffer.concat(chunks).toString(), `${key} ${id}`).to.equal(text);
          }
      },
    ];
    const drawn = [
      ...Array<number>(12).fill(0),
      ...Array<number>(6).fill(1),
      ...Array<number>(8).fill(2),
      3,
      3,
      3,
      4,
      5,
    ];
    for (let step = 0; step < STEPS; step++) {
      // The first steps are without versioning.
      const which = getItemAt(drawn, random.drawBelow(step < 20 ? drawn.length - 2 : drawn.length));
      await getItemAt(steps, which)();
      check();
    }
    await getItemAt(steps, 5)();
    expect(ids.size).to.be.above(40);
  });
});
