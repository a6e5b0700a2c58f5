import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Remark, SeatsPage } from "#web/booking/seats/seats-page.ts";

interface RemarkPlaceProps {
  readonly page: SeatsPage;
  readonly Body: ComponentType<{ readonly page: SeatsPage; readonly remark: Remark }>;
}

/** Above the tray, over what is behind it: nothing moves when it comes or goes. */
export const RemarkPlace = ({ page, Body }: RemarkPlaceProps) => {
  const remark = page.remark.value;
  const place = useRef<HTMLDivElement>(null);
  const needsDecision = remark !== undefined && remark.kind !== "objection";
  useEffect(() => {
    if (needsDecision) place.current?.scrollIntoView({ block: "nearest" });
  }, [needsDecision]);
  return (
    <div class="seats-remark" ref={place}>
      {remark === undefined ? null : <Body page={page} remark={remark} />}
    </div>
  );
};
