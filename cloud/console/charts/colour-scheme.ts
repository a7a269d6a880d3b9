import { useEffect, useState } from "preact/hooks";

const DARK = matchMedia("(prefers-color-scheme: dark)");

/** Whether the browser prefers dark pages; a canvas is drawn again when this changes. */
export function useColourScheme(): "light" | "dark" {
  const [isDark, setIsDark] = useState(DARK.matches);
  useEffect(() => {
    const follow = (): void => setIsDark(DARK.matches);
    DARK.addEventListener("change", follow);
    return () => DARK.removeEventListener("change", follow);
  }, []);
  return isDark ? "dark" : "light";
}
