/** A running service as `uploadChart` uses it. */
import type { ChartService } from "#cli/import-chart/upload-chart.ts";
import { askService } from "#cli/verify/service.ts";

export const chartService = (url: string, token: string): ChartService => ({
  begin: async (body, idempotencyKey) => {
    const ask = askService(
      url,
      (client, signal) => client.call("createChart", { body, idempotencyKey, signal }),
      token,
    );
    const { chartId, status } = (await ask).body;
    return { chartId, isPublished: status === "PUBLISHED" };
  },
  putSection: async (chartId, body) => {
    const params = { chartId, sectionId: body.sectionId };
    await askService(url, (client, signal) => client.call("putChartSection", { params, body, signal }), token);
  },
  publish: async (chartId, sections) => {
    const request = { params: { chartId }, body: { sections: [...sections] } };
    await askService(url, (client, signal) => client.call("publishChart", { ...request, signal }), token);
  },
});
