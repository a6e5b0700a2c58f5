import { describe, expect, it } from "@jest/globals";
import {
  bounded,
  centredOn,
  fitted,
  type Limits,
  panned,
  pinched,
  showing,
  toDrawing,
  toScreen,
  zoomedAround,
} from "#web/booking/seats/map/camera.ts";

const limits: Limits = {
  bounds: { left: -50, top: 0, right: 50, bottom: 50 },
  viewport: { width: 400, height: 300 },
  scaleMin: 1,
  scaleMax: 40,
};

describe("the camera of a drawing", () => {
  it("shows all of the drawing, in the middle", () => {
    const camera = fitted(limits);
    expect(toScreen(camera, [0, 25])).toEqual([200, 150]);
    expect(toScreen(camera, [-50, 0])[0]).toBeGreaterThanOrEqual(16);
    expect(toScreen(camera, [50, 50])[1]).toBeLessThanOrEqual(284);
  });

  it("keeps the point under the pointer where it is while zooming", () => {
    const camera = centredOn([10, 20], 20, limits);
    const point = toDrawing(camera, [120, 80]);
    const zoomed = zoomedAround(camera, [120, 80], 30, limits);
    expect(toScreen(zoomed, point)[0]).toBeCloseTo(120);
    expect(toScreen(zoomed, point)[1]).toBeCloseTo(80);
  });

  it("zooms no farther than its limits", () => {
    expect(zoomedAround(fitted(limits), [0, 0], 1000, limits).scale).toBe(40);
    expect(zoomedAround(fitted(limits), [0, 0], 0.001, limits).scale).toBe(1);
  });

  it("pans no farther than the edge of the drawing and its margin", () => {
    const camera = centredOn([0, 25], 20, limits);
    const far = panned(camera, 100_000, 100_000, limits);
    expect(toScreen(far, [-50, 0])).toEqual([16, 16]);
    const back = panned(camera, -100_000, -100_000, limits);
    expect(toScreen(back, [50, 50])).toEqual([384, 284]);
  });

  it("holds a drawing that is smaller than the view in the middle", () => {
    expect(bounded({ scale: 1, x: 999, y: -999 }, limits)).toEqual({ scale: 1, x: 200, y: 125 });
  });

  it("keeps what two fingers hold under them", () => {
    const camera = centredOn([0, 25], 10, limits);
    const held = toDrawing(camera, [200, 150]);
    const next = pinched(
      camera,
      [
        [150, 150],
        [250, 150],
      ],
      [
        [110, 160],
        [310, 160],
      ],
      limits,
    );
    expect(next.scale).toBeCloseTo(20);
    expect(toScreen(next, held)[0]).toBeCloseTo(210);
    expect(toScreen(next, held)[1]).toBeCloseTo(160);
  });

  it("moves no more than is needed to show a point", () => {
    const camera = centredOn([0, 25], 20, limits);
    expect(showing(camera, [0, 25], 40, limits)).toBe(camera);
    expect(toScreen(showing(camera, [30, 25], 40, limits), [30, 25])).toEqual([360, 150]);
  });
});
