import { useEffect, useState } from "preact/hooks";
import { callLab } from "./aws";
import { getCloudTime, useFeed } from "./feed";
import { formatTime } from "./formats";

const STEPS = [
  { label: "1 second", seconds: 1 },
  { label: "1 minute", seconds: 60 },
  { label: "5 minutes", seconds: 300 },
  { label: "1 hour", seconds: 3_600 },
] as const;

/** Moves the cloud's clock on; resolves when all work that was due has run. @throws AwsError */
export const advance = (seconds: number): Promise<unknown> => callLab("clock", { advanceSeconds: seconds });

/** Cloud time, in ms since the epoch, updated each second and whenever the clock was moved. */
export function useCloudNow(): number {
  const { message } = useFeed();
  const [now, setNow] = useState(getCloudTime);
  useEffect(() => {
    setNow(getCloudTime());
    if (message === undefined || message.speed === 0) return undefined;
    const timer = setInterval(() => setNow(getCloudTime()), 1_000);
    return () => clearInterval(timer);
  }, [message]);
  return now;
}

/** The cloud's time, and the buttons that move it on. */
export function ClockControl() {
  const { message } = useFeed();
  const now = useCloudNow();
  const [seconds, setSeconds] = useState(60);
  const [state, setState] = useState<"idle" | "moving" | string>("idle");
  const move = (): void => {
    setState("moving");
    advance(seconds).then(
      () => setState("idle"),
      (error: unknown) => setState(String(error)),
    );
  };
  return (
    <div class="clock" role="group" aria-label="Clock of the cloud">
      <time>{message === undefined ? "" : formatTime(now)}</time>
      <label>
        <span class="hidden">Move the clock on by</span>
        <select value={seconds} onChange={({ currentTarget }) => setSeconds(Number(currentTarget.value))}>
          {STEPS.map(({ label, seconds: value }) => (
            <option key={label} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <button type="button" disabled={state === "moving"} onClick={move}>
        Move the clock on
      </button>
      <span role="status">{state === "idle" || state === "moving" ? "" : state}</span>
    </div>
  );
}
