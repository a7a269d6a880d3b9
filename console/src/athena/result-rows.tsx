import { useState } from "preact/hooks";
import { formatCount } from "../formats";
import { useLoaded } from "../loaded";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { VirtualList } from "../widgets/virtual-list";
import { readResults, type Execution, type Results, type Row } from "./queries";

const NULL = <i class="none">null</i>;

/** The rows of a query that has ended; a button loads a thousand more. */
export function ResultRows({ execution }: { execution: Execution }) {
  const { value, error } = useLoaded(() => readResults(execution), execution.QueryExecutionId, []);
  const [more, setMore] = useState<readonly Results[]>([]);
  const [failure, setFailure] = useState<string>();
  const [chosen, choose] = useState<number>();
  if (value === undefined) return <Notice error={error} />;
  const { columns } = value;
  const pages = [value, ...more];
  const next = pages.at(-1)?.next;
  const items = pages.flatMap(({ rows }) => rows).map((cells, at) => ({ cells, n: at + 1 }));
  const goOn = (): void => {
    readResults(execution, next).then(
      (page) => setMore((before) => [...before, page]),
      (refused: unknown) => setFailure(String(refused)),
    );
  };
  if (columns.length === 0) return <p>It returned no rows: it isn't a query but a statement that changes something.</p>;
  const row = chosen === undefined ? undefined : items[chosen - 1];
  return (
    <>
      <Notice error={failure} />
      <p role="status">{`${formatCount(items.length, "row")}${next === undefined ? "" : ", and more"}`}</p>
      <VirtualList
        label="Rows"
        columns={["#", ...columns]}
        items={items}
        getKey={({ n }) => n}
        isChosen={({ n }) => n === chosen}
        none="The query gave no rows."
        renderCells={({ cells, n }) => [
          <button
            type="button"
            class="link"
            aria-label={`Row ${n}`}
            aria-pressed={n === chosen}
            onClick={() => choose(n)}
          >
            {n}
          </button>,
          ...cells.map((cell) => cell ?? NULL),
        ]}
      />
      {next === undefined ? null : (
        <button type="button" onClick={goOn}>
          Show more rows
        </button>
      )}
      {row === undefined ? null : <WholeRow columns={columns} cells={row.cells} n={row.n} />}
    </>
  );
}

/** One row with all of its cells in full. */
const WholeRow = ({ columns, cells, n }: { columns: readonly string[]; cells: Row; n: number }) => (
  <section aria-label={`Row ${n}`}>
    <h3>{`Row ${n}`}</h3>
    <Facts facts={columns.map((column, at) => [column, cells[at] ?? NULL] as const)} />
  </section>
);
