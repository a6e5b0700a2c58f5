import { describe, expect, it } from "@jest/globals";
import type { ChartDocument } from "#client/upload-chart.ts";
import { type ChartService, uploadChart } from "#client/upload-chart.ts";

const DOCUMENT: ChartDocument = {
  name: "Hall",
  categories: [{ category: "R" }],
  sections: ["A", "B", "C"].map((sectionId) => ({ sectionId, category: "R", rows: [{ row: "1", from: 1, to: 9 }] })),
};

/** A service that has charts by idempotency key, and notes each call. */
const aService = (failAt?: string) => {
  const calls: string[] = [];
  const published = new Set<string>();
  const service: ChartService = {
    begin: (chart, key) => {
      calls.push(`begin ${chart.name} ${key}`);
      return Promise.resolve({ chartId: `cht_${key}`, isPublished: published.has(`cht_${key}`) });
    },
    putSection: (chartId, { sectionId }) => {
      calls.push(`put ${chartId} ${sectionId}`);
      return sectionId === failAt ? Promise.reject(new Error("The connection broke.")) : Promise.resolve();
    },
    publish: (chartId, sectionIds) => {
      calls.push(`publish ${chartId} ${sectionIds.join(" ")}`);
      published.add(chartId);
      return Promise.resolve();
    },
  };
  return { service, calls, published };
};

describe("uploadChart", () => {
  it("begins a draft without sections, puts them one by one, in order, and publishes", async () => {
    const { service, calls } = aService();
    const progress: string[] = [];

    const uploaded = await uploadChart(service, DOCUMENT, "k", (done, { sectionId }) =>
      progress.push(`${done} ${sectionId}`),
    );

    expect(uploaded).toEqual({ chartId: "cht_k", isNew: true });
    expect(calls).toEqual(["begin Hall k", "put cht_k A", "put cht_k B", "put cht_k C", "publish cht_k A B C"]);
    expect(progress).toEqual(["0 A", "1 B", "2 C"]);
  });

  it("publishes nothing when a section fails, and continues the same draft on the next try", async () => {
    const broken = aService("B");

    await expect(uploadChart(broken.service, DOCUMENT, "k", () => undefined)).rejects.toThrow("The connection broke.");
    expect(broken.published).toEqual(new Set());

    const { service } = aService();
    expect(await uploadChart(service, DOCUMENT, "k", () => undefined)).toEqual({ chartId: "cht_k", isNew: true });
  });

  it("does nothing more once the chart is published", async () => {
    const { service, calls } = aService();
    await uploadChart(service, DOCUMENT, "k", () => undefined);
    calls.length = 0;

    expect(await uploadChart(service, DOCUMENT, "k", () => undefined)).toEqual({ chartId: "cht_k", isNew: false });
    expect(calls).toEqual(["begin Hall k"]);
  });
});
