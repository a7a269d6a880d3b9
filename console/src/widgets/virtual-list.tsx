import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface VirtualListProps<T> {
  readonly label: string;
  readonly columns: readonly string[];
  readonly items: readonly T[];
  readonly getKey: (item: T) => string | number;
  /** A cell for each column. The keyboard reaches the link or button in the first one. */
  readonly renderCells: (item: T) => readonly ComponentChildren[];
  readonly isChosen?: (item: T) => boolean;
  /** Whether the list stays at its end when items are added, unless the user has scrolled away from it. */
  readonly followsEnd?: boolean;
  readonly none: string;
  /** The relative widths of the columns; by default all are equal. */
  readonly widths?: readonly number[];
}

const ROW_PX = 30;
/** How many rows are rendered above and below the visible ones, so that scrolling shows no gap. */
const SPARE_ROWS = 8;
/** The least width of a column: with many columns the list scrolls sideways. */
const COLUMN_PX = 90;

interface HeadProps {
  readonly columns: readonly string[];
  readonly share: (at: number) => { readonly flexGrow: string };
}

const Head = ({ columns, share }: HeadProps) => (
  <div role="row" aria-rowindex={1} class="list-head">
    {columns.map((column, at) => (
      <span key={at} role="columnheader" style={share(at)}>
        {column}
      </span>
    ))}
  </div>
);

/** With Escape, keyboard users don't have to go through all rows to reach the elements after the list. */
const BY_KEYBOARD = "Tab goes from row to row. Escape leaves the list.";

/** A table of any number of rows: only the visible ones are in the page. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { label, columns, items, getKey, renderCells, isChosen, followsEnd = false, none, widths } = props;
  const box = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLParagraphElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 480 });
  const isAtEnd = useRef(true);
  const look = (): void => {
    const { current } = box;
    if (current === null) return;
    const { scrollTop, clientHeight, scrollHeight } = current;
    isAtEnd.current = scrollTop + clientHeight >= scrollHeight - ROW_PX;
    setSeen({ top: scrollTop, height: clientHeight });
  };
  useEffect(() => {
    if (followsEnd && isAtEnd.current && box.current !== null) box.current.scrollTop = items.length * ROW_PX;
    look();
  }, [items.length]);
  if (items.length === 0) return <p class="none">{none}</p>;
  const first = Math.max(0, Math.floor(seen.top / ROW_PX) - SPARE_ROWS);
  const rows = items.slice(first, first + Math.ceil(seen.height / ROW_PX) + 2 * SPARE_ROWS);
  const share = (at: number) => ({ flexGrow: String(widths?.[at] ?? 1) });
  const wide = { minWidth: `${columns.length * COLUMN_PX}px` };
  return (
    <>
      <div
        class="list"
        role="table"
        aria-label={label}
        aria-rowcount={items.length + 1}
        onKeyDown={({ key }) => key === "Escape" && end.current?.focus()}
      >
        <div role="rowgroup" style={wide}>
          <Head columns={columns} share={share} />
        </div>
        <div
          class="list-body"
          role="rowgroup"
          tabIndex={0}
          aria-label={`${label}: rows`}
          aria-description={BY_KEYBOARD}
          style={wide}
          ref={box}
          onScroll={look}
        >
          <div role="presentation" style={{ height: `${items.length * ROW_PX}px` }}>
            {rows.map((item, n) => (
              <div
                key={getKey(item)}
                role="row"
                aria-rowindex={first + n + 2}
                class={isChosen?.(item) === true ? "list-row chosen" : "list-row"}
                style={{ top: `${(first + n) * ROW_PX}px`, height: `${ROW_PX}px` }}
              >
                {renderCells(item).map((cell, at) => (
                  <span key={at} role="cell" style={share(at)}>
                    {cell}
                  </span>
                ))}
              </div>
            ))}
          </div>
        </div>
      </div>
      <p class="list-end" tabIndex={-1} ref={end}>
        {BY_KEYBOARD}
      </p>
    </>
  );
}
