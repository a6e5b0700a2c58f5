/** Signs on what is pressed. They say nothing that words beside them do not say. */
import { stroked } from "#web/shared/ui/stroked.tsx";

export const MinusIcon = /* @__PURE__ */ stroked("M5.5 12h13");
export const PlusIcon = /* @__PURE__ */ stroked("M12 5.5v13M5.5 12h13");
export const BackIcon = /* @__PURE__ */ stroked("M19 12H5.5m5.5 6-6-6 6-6");
export const ForwardIcon = /* @__PURE__ */ stroked("M5 12h13.5m-5.5-6 6 6-6 6");
export const TicketIcon = /* @__PURE__ */ stroked(
  "M3 8.5a1.5 1.5 0 0 1 1.5-1.5h15A1.5 1.5 0 0 1 21 8.5v1.2a2.4 2.4 0 0 0 0 4.6v1.2a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 15.5v-1.2a2.4 2.4 0 0 0 0-4.6zM14.5 7v1.6m0 2.6v1.6m0 2.6V17",
);
export const CalendarIcon = /* @__PURE__ */ stroked("M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4m7-4v4");
export const PrintIcon = /* @__PURE__ */ stroked("M7.5 9V4h9v5M7.5 17H4.5V9h15v8h-3M7.5 14h9v6h-9z");
export const AccessibleIcon = /* @__PURE__ */ stroked(
  "M11.5 5.2a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8zM11.5 8v6h5l2.5 5.5M11.5 10.5h4M8.5 11.3a5 5 0 1 0 6.3 6.9",
);
export const ListIcon = /* @__PURE__ */ stroked("M8.5 6.5h11M8.5 12h11m-11 5.5h11M4.5 6.5h.1M4.5 12h.1m-.1 5.5h.1");
export const MapIcon = /* @__PURE__ */ stroked(
  "M4.5 7c5-2.3 10-2.3 15 0v3.5c-5-2.3-10-2.3-15 0zM4.5 15c5-2.3 10-2.3 15 0v3.5c-5-2.3-10-2.3-15 0z",
);
