import { findSection } from "#functions/charts/chart-store.ts";
import { idAsLabel, type LabelOf } from "#functions/reservations/rules/seat-rates.ts";
import { findSeat, sectionOf } from "#functions/seats/rules/seat-layout.ts";

/** The printed labels of some seats of a chart. Their sections are read once by each function. */
export const labelsOf = async (chartId: string, seatIds: readonly string[]): Promise<LabelOf> => {
  const labels = new Map<string, string>();
  const bySection = Map.groupBy(seatIds, sectionOf);
  await Promise.all(
    [...bySection].map(async ([sectionId, ids]) => {
      const section = await findSection(chartId, sectionId);
      for (const id of ids) {
        const label = section && findSeat(section, id)?.label;
        if (label !== undefined) labels.set(id, label);
      }
    }),
  );
  return (seatId) => labels.get(seatId) ?? idAsLabel(seatId);
};
