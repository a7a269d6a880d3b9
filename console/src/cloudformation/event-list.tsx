import { useState } from "preact/hooks";
import { formatTimeOfDay } from "../formats";
import { VirtualList } from "../widgets/virtual-list";
import type { StackEvent } from "./stacks";

/** The events of a stack, newest first, as in CloudFormation's own console. A chosen event is shown in full. */
export function EventList({ events }: { events: readonly StackEvent[] }) {
  const [chosen, choose] = useState<StackEvent>();
  return (
    <>
      <h2>Events</h2>
      <VirtualList
        label="Events"
        columns={["Time", "Logical id", "Type", "Status", "Why"]}
        items={events}
        getKey={({ id }) => id}
        isChosen={({ id }) => id === chosen?.id}
        none="Nothing happened yet."
        renderCells={(event) => [
          <button
            type="button"
            class="link"
            aria-pressed={event.id === chosen?.id}
            aria-label={`${formatTimeOfDay(event.at)} ${event.logicalId}`}
            onClick={() => choose(event)}
          >
            {formatTimeOfDay(event.at)}
          </button>,
          event.logicalId,
          event.type,
          <span class={/FAILED|ROLLBACK/.test(event.status) ? "bad" : ""}>{event.status}</span>,
          event.reason,
        ]}
      />
      {chosen === undefined ? null : (
        <p role="status">
          {`${chosen.logicalId} ${chosen.physicalId} ${chosen.status}${chosen.reason === "" ? "" : `: ${chosen.reason}`}`}
        </p>
      )}
    </>
  );
}
