import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface InViewProps {
  /** What is shown: it is scrolled to once. */
  readonly of: unknown;
  readonly children: ComponentChildren;
}

/** Scrolls no more than needed to show what is within it. With large text, the foot of the page is not always in view. */
export const InView = ({ of, children }: InViewProps) => {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: "nearest" }), [of]);
  return <div ref={place}>{children}</div>;
};
