/** The plan of a section, from the form in which it is written down: its blocks, and of its seats only the positions. Pure. */
import type { PlannedSection, Point } from "#contract/drawing/plan.ts";
import { type SectionForm, seatsOfSection } from "#contract/seating/section-form.ts";

/** A section of a chart as an operator puts it. */
export interface DrawnForm extends SectionForm {
  readonly floor?: string | undefined;
  readonly outline?: readonly Point[] | undefined;
}

export const sectionPlan = (form: DrawnForm): PlannedSection => {
  const { sectionId, floor, standing, outline } = form;
  const { rows, seats } = seatsOfSection(form);
  const named = { sectionId, floor, outline };
  if (standing !== undefined) return { ...named, standing };
  const seatsIn = ({ blocks }: (typeof rows)[number]) => blocks.map(({ from, to }) => seats.slice(from, to + 1));
  if (form.tables !== undefined) {
    const middles = form.tables.map(({ x, y }) => ({ x, y }));
    return { ...named, tables: rows.map((table, index) => ({ ...middles[index], seats: seatsIn(table).flat() })) };
  }
  const curves = (form.rows ?? []).map(({ curve }) => curve);
  return { ...named, rows: rows.map((row, index) => ({ blocks: seatsIn(row), curve: curves[index] })) };
};
