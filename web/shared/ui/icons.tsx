/** Signs drawn in strokes, in the colour and size of the text. They say nothing that words beside them do not say. */

interface IconProps {
  readonly class?: string;
}

const stroked =
  (path: string) =>
  ({ class: className = "icon" }: IconProps) => (
    <svg
      class={className}
      viewBox="0 0 24 24"
      width="1.375em"
      height="1.375em"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );

const circle = "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z";

export const CheckIcon = /* @__PURE__ */ stroked(`${circle}m-13 .5 2.8 2.8 5.2-6`);
export const InfoIcon = /* @__PURE__ */ stroked(`${circle}M12 11v5.5M12 7.6v.1`);
export const ClockIcon = /* @__PURE__ */ stroked(`${circle}M12 7v5.2l3.3 2`);
export const AlertIcon = /* @__PURE__ */ stroked(
  "M10.6 4.2 2.7 17.8A1.6 1.6 0 0 0 4.1 20.2h15.8a1.6 1.6 0 0 0 1.4-2.4L13.4 4.2a1.6 1.6 0 0 0-2.8 0zM12 9.5v4.3M12 16.9v.1",
);
export const MinusIcon = /* @__PURE__ */ stroked("M5.5 12h13");
export const PlusIcon = /* @__PURE__ */ stroked("M12 5.5v13M5.5 12h13");
export const CloseIcon = /* @__PURE__ */ stroked("m6 6 12 12M18 6 6 18");
export const BackIcon = /* @__PURE__ */ stroked("M19 12H5.5m5.5 6-6-6 6-6");
export const ForwardIcon = /* @__PURE__ */ stroked("M5 12h13.5m-5.5-6 6 6-6 6");
export const TicketIcon = /* @__PURE__ */ stroked(
  "M3 8.5a1.5 1.5 0 0 1 1.5-1.5h15A1.5 1.5 0 0 1 21 8.5v1.2a2.4 2.4 0 0 0 0 4.6v1.2a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 15.5v-1.2a2.4 2.4 0 0 0 0-4.6zM14.5 7v1.6m0 2.6v1.6m0 2.6V17",
);
export const CalendarIcon = /* @__PURE__ */ stroked("M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4m7-4v4");
export const PlaceIcon = /* @__PURE__ */ stroked(
  "M12 21c4.5-4.6 6.8-8 6.8-11a6.8 6.8 0 0 0-13.6 0c0 3 2.3 6.4 6.8 11zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
);
export const PersonIcon = /* @__PURE__ */ stroked(
  "M12 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5zM4.5 20c.7-3.4 3.6-5.3 7.5-5.3s6.8 1.9 7.5 5.3",
);
export const BellIcon = /* @__PURE__ */ stroked("M6 16.5V11a6 6 0 0 1 12 0v5.5l1.3 1.5H4.7zM10 20.5h4");
export const PrintIcon = /* @__PURE__ */ stroked("M7.5 9V4h9v5M7.5 17H4.5V9h15v8h-3M7.5 14h9v6h-9z");
export const DownloadIcon = /* @__PURE__ */ stroked("M12 4v11m-4.5-4.5L12 15l4.5-4.5M4.5 19.5h15");
export const AccessibleIcon = /* @__PURE__ */ stroked(
  "M11.5 5.2a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8zM11.5 8v6h5l2.5 5.5M11.5 10.5h4M8.5 11.3a5 5 0 1 0 6.3 6.9",
);
export const ListIcon = /* @__PURE__ */ stroked("M8.5 6.5h11M8.5 12h11m-11 5.5h11M4.5 6.5h.1M4.5 12h.1m-.1 5.5h.1");
export const MapIcon = /* @__PURE__ */ stroked(
  "M4.5 7c5-2.3 10-2.3 15 0v3.5c-5-2.3-10-2.3-15 0zM4.5 15c5-2.3 10-2.3 15 0v3.5c-5-2.3-10-2.3-15 0z",
);
export const LinkIcon = /* @__PURE__ */ stroked("M13.5 5H19v5.5M19 5l-8.5 8.5M16.5 14v4.5h-11v-11H10");
