/** Signs of notices, of the frame, and of what calls somebody. They say nothing that words beside them do not say. */
import { stroked } from "#web/shared/ui/stroked.tsx";

const circle = "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z";

export const CheckIcon = /* @__PURE__ */ stroked(`${circle}m-13 .5 2.8 2.8 5.2-6`);
export const InfoIcon = /* @__PURE__ */ stroked(`${circle}M12 11v5.5M12 7.6v.1`);
export const ClockIcon = /* @__PURE__ */ stroked(`${circle}M12 7v5.2l3.3 2`);
export const AlertIcon = /* @__PURE__ */ stroked(
  "M10.6 4.2 2.7 17.8A1.6 1.6 0 0 0 4.1 20.2h15.8a1.6 1.6 0 0 0 1.4-2.4L13.4 4.2a1.6 1.6 0 0 0-2.8 0zM12 9.5v4.3M12 16.9v.1",
);
export const CloseIcon = /* @__PURE__ */ stroked("m6 6 12 12M18 6 6 18");
export const PersonIcon = /* @__PURE__ */ stroked(
  "M12 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5zM4.5 20c.7-3.4 3.6-5.3 7.5-5.3s6.8 1.9 7.5 5.3",
);
export const BellIcon = /* @__PURE__ */ stroked("M6 16.5V11a6 6 0 0 1 12 0v5.5l1.3 1.5H4.7zM10 20.5h4");
