/** The picture of the demo theatre in the guide to charts. */
import { drawChart } from "#contract/drawing/chart.ts";
import { sectionPlan } from "#contract/drawing/section-plan.ts";
import { chartPicture, type SectionLook } from "#docs/generator/chart-picture.ts";
import { THEATRE } from "#local/seed/halls/theatre.ts";

const NO_COLOUR = "#777777";

export const theatrePicture = (): string => {
  const { name, categories, stage, floors = [], sections } = THEATRE;
  const colours = new Map(categories.map(({ category, colour = NO_COLOUR }) => [category, colour]));
  const colourOf = (category = ""): string => colours.get(category) ?? NO_COLOUR;
  const looks = new Map<string, SectionLook>(
    sections.map(({ sectionId, label = sectionId, category, rows = [] }) => [
      sectionId,
      {
        label,
        colour: colourOf(category),
        seatColours: rows.flatMap((row) =>
          "blocks" in row
            ? row.blocks.flatMap((block) => ("map" in block ? block.map(() => colourOf(row.category ?? category)) : []))
            : [],
        ),
      },
    ]),
  );
  const drawn = drawChart({
    stage: stage?.outline,
    floors: floors.map(({ floor }) => floor),
    sections: sections.map(sectionPlan),
  });
  const look = (sectionId: string): SectionLook => looks.get(sectionId) ?? { label: sectionId, colour: NO_COLOUR };
  return chartPicture(drawn, name, stage?.label ?? "", look);
};
