/** The picture of the demo theatre in the guide to charts. */
import { drawChart } from "#contract/drawing/chart.ts";
import { sectionPlan } from "#contract/drawing/section-plan.ts";
import { seatsOfSection } from "#contract/seating/section-form.ts";
import { chartPicture } from "#docs/generator/chart-picture.ts";
import { THEATRE } from "#local/seed/halls/theatre.ts";

const NO_COLOUR = "#777777";

export const theatrePicture = (): string => {
  const { name, categories = [], stage, floors = [], sections } = THEATRE;
  const colours = new Map(categories.map(({ category, colour = NO_COLOUR }) => [category, colour]));
  const colourOf = (category = ""): string => colours.get(category) ?? NO_COLOUR;
  const drawn = drawChart({
    stage: stage?.outline,
    floors: floors.map(({ floor }) => floor),
    sections: sections.map(sectionPlan),
  });
  return chartPicture(drawn, name, stage?.label ?? "", (sectionId) => {
    const section = sections.find((each) => each.sectionId === sectionId);
    if (section === undefined) return { label: sectionId, colour: NO_COLOUR };
    const seatColours = seatsOfSection(section).seats.map(({ category }) => colourOf(category));
    return { label: section.label ?? sectionId, colour: colourOf(section.category), seatColours };
  });
};
