/**
 * Moves what is drawn in SVG with the camera. While somebody pans or zooms, the browser only moves the finished picture;
 * when they have stopped, it is drawn afresh, sharp at its new size.
 */
import type { Camera } from "#web/booking/seats/map/camera.ts";

export interface DrawnLayer {
  readonly follow: (camera: Camera) => void;
  readonly settle: (camera: Camera) => void;
}

/** @param content the group that holds everything, in units of the drawing */
export const drawnLayer = (svg: SVGSVGElement, content: SVGGElement): DrawnLayer => {
  let settled: Camera | undefined;
  return {
    follow: (camera) => {
      if (settled === undefined) return;
      const factor = camera.scale / settled.scale;
      const [x, y] = [camera.x - settled.x * factor, camera.y - settled.y * factor];
      svg.style.transform = `translate(${x}px, ${y}px) scale(${factor})`;
    },
    settle: (camera) => {
      settled = camera;
      content.setAttribute("transform", `translate(${camera.x} ${camera.y}) scale(${camera.scale})`);
      svg.style.transform = "";
    },
  };
};
