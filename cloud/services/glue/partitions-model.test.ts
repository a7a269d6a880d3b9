import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { createRandom } from "../../../foundation/random";
import { Table } from "../../storage/table";
import type { CheckedPartitionInput } from "./model/fields";
import { Partitions, type PartitionDocument } from "./model/partitions";

interface ExpectedPartition {
  readonly number: number;
  readonly values: readonly string[];
  readonly location: string | undefined;
  readonly note: string | undefined;
}

describe("the partitions of a table compared with a plain list", () => {
  const folder = createTemporaryFolder();

  for (let seed = 0; seed < 5; seed++) {
    it(`are the same after 300 random changes and restarts (seed ${seed})`, () => {
      const random = createRandom(`partitions ${seed}`);
      const path = join(folder, `${seed}.table`);
      let table = new Table<PartitionDocument>(path, { onCut: () => undefined });
      let partitions = new Partitions(table);
      let all: ExpectedPartition[] = [];
      let last = 0;
      const drawValues = (): string[] => [
        String(random.drawBelow(6)),
        String(random.drawBelow(12)),
        String(random.drawBelow(4)),
      ];
      const createInput = (
        values: readonly string[],
      ): {
        readonly input: CheckedPartitionInput;
        readonly location: string | undefined;
        readonly note: string | undefined;
      } => {
        const location = [`s3://b/t/a=${values.join("/b=")}/`, `s3://b/odd/${random.drawBelow(50)}/`, undefined][
          random.drawBelow(3)
        ];
        const note = random.drawBelow(3) === 0 ? `note ${random.drawBelow(5)}` : undefined;
        return {
          location,
          note,
          input: {
            StorageDescriptor: {
              Columns: [{ Name: "x", Type: "int" }],
              ...(location === undefined ? {} : { Location: location }),
            },
            ...(note === undefined ? {} : { Parameters: { note } }),
          },
        };
      };
      const isThere = (values: readonly string[]): boolean =>
        all.some((partition) => String(partition.values) === String(values));
      const create = (): void => {
        const some = new Map(
          Array.from({ length: 1 + random.drawBelow(20) }, drawValues)
            .filter((values) => !isThere(values))
            .map((values) => [String(values), values]),
        );
        const saved = [...some.values()].map((values) => ({ values, ...createInput(values) }));
        partitions.create(saved, 5);
        for (const { values, location, note } of saved) all.push({ number: ++last, values, location, note });
      };
      const change = (): void => {
        const item = all[random.drawBelow(all.length)];
        const values = random.drawBelow(2) === 0 ? (item?.values ?? []) : drawValues();
        const before = item === undefined ? undefined : partitions.find(item.values);
        if (item === undefined || before === undefined || (isThere(values) && String(values) !== String(item.values)))
          return;
        const { input: put, location, note } = createInput(values);
        partitions.replace(before, { values, input: put });
        all = all.map((second) => (second === item ? { number: item.number, values, location, note } : second));
      };
      const remove = (): void => {
        const item = all[random.drawBelow(all.length)];
        const before = item === undefined ? undefined : partitions.find(item.values);
        if (before === undefined) return;
        partitions.remove(before);
        all = all.filter((other) => other !== item);
      };
      const restart = (): void => {
        table.close();
        table = new Table<PartitionDocument>(path, { onCut: () => undefined });
        partitions = new Partitions(table);
        // Numbers continue after the highest number of a stored partition or of a batch.
        last = Math.max(0, ...all.map(({ number }) => number), last);
      };
      for (let turn = 0; turn < 300; turn++) {
        [create, change, change, remove, remove, remove, restart][random.drawBelow(7)]?.();
        expect(partitions.size).to.equal(all.length);
        const first = String(random.drawBelow(6));
        const found = partitions
          .listMatching(([value]) => value === undefined || value === first)
          .map(({ values }) => String(values));
        expect(found).to.deep.equal(
          all.filter(({ values }) => values[0] === first).map(({ values }) => String(values)),
        );
        expect([
          partitions.find([first]),
          partitions.find([first, "1"]),
          partitions.find([...drawValues(), "more"]),
        ]).to.deep.equal([undefined, undefined, undefined]);
        if (turn % 20 === 0) {
          expect(
            partitions
              .listAll()
              .map((partition) => [
                String(partition.values),
                partitions.createDescriptor(partition)?.Location,
                partition.parameters?.["note"],
              ]),
          ).to.deep.equal(all.map(({ values, location, note }) => [String(values), location, note]));
        }
      }
      expect(all.length).to.be.greaterThan(20);
      table.close();
    });
  }
});
