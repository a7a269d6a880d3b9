import { useState } from "preact/hooks";
import { useFeed } from "../feed";
import { formatCount } from "../formats";
import { to } from "../route";
import { formatFault, takeBack } from "./plan";

/**
 * A banner on every page that lists the planned faults, so that users do not take them for real ones, and a button that
 * ends them.
 */
export function FaultBanner() {
  const { message } = useFeed();
  const [error, setError] = useState("");
  const faults = message?.faults ?? [];
  if (faults.length === 0) return <div role="status" class="faults" />;
  const end = (): void => {
    takeBack().then(
      () => setError(""),
      (refused: unknown) => setError(String(refused)),
    );
  };
  return (
    <div role="status" class="faults some">
      <a href={to("faults")}>{`${formatCount(faults.length, "fault")} injected`}</a>
      <span>{faults.slice(0, 3).map(formatFault).join("; ")}</span>
      <button type="button" onClick={end}>
        Take all faults back
      </button>
      <span>{error}</span>
    </div>
  );
}
